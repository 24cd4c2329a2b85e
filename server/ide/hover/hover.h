// What a key or value means: our documentation, type, default, allowed values; the target of a binding or
// alias.
#pragma once

#include <optional>
#include <string>

#include "ide/document.h"

namespace footplate::ide {

struct Hover {
  std::string markdown;
  Span span;  // the text the words are about
};

std::optional<Hover> hover(const Document& document, Offset at, const Workspace& workspace);

}  // namespace footplate::ide
