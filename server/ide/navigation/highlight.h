// The places of a document that name what stands at a place.
#pragma once

#include <vector>

#include "ide/document.h"

namespace footplate::ide {

struct Highlight {
  Span span;
  bool defines = false;
};

// In the order of the text; none where the place names nothing.
std::vector<Highlight> highlights(const Document& document, Offset at, const Workspace& workspace);

}  // namespace footplate::ide
