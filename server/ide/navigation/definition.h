// Where what stands at a place is defined: anchors, inputs, outputs, search-space names, steps, component
// files, scripts, conda files, folders, assets of the project.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ide/navigation/document_set.h"
#include "ide/navigation/mentions.h"

namespace footplate::ide {

// A place in a file: in a document of ours or in another text; where both are null the file as a whole.
struct Location {
  std::string path;
  Span span;
  std::shared_ptr<const Document> document;
  std::shared_ptr<const std::string> text;
};

struct Destination {
  Span origin;  // the words that were asked about
  std::vector<Location> targets;
};

// No targets: nothing is known to be defined there.
Destination definition(const Document& document, Offset at, const Workspace& workspace);

// Where a subject is defined; empty for an asset that no file of the project defines.
std::vector<Location> definitionsOf(const Subject& subject, DocumentSet& documents);

}  // namespace footplate::ide
