// Every place of the project that names what stands at a place.
#pragma once

#include <vector>

#include "ide/navigation/definition.h"

namespace footplate::ide {

struct Usage {
  Location location;
  bool defines = false;
};

// In the order of the files and of their texts; the document itself first.
std::vector<Usage> usagesAt(const Document& document, Offset at, const Workspace& workspace);

// The same for a subject that is known. Files are looked into where the project's facts say they may name
// it.
std::vector<Usage> usagesOf(const Subject& subject, DocumentSet& documents);

}  // namespace footplate::ide
