// All texts of a document that name a file or an asset, as its schema says, in linear time.
//
//   for (const FoundReference& found : findReferences(document)) use(found.node, found.reference);
#pragma once

#include <string_view>
#include <vector>

#include "ide/document.h"
#include "ide/references.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct FoundReference {
  yaml::Node node;  // a scalar
  Reference reference;
  std::string_view referenceKind;  // "environment", "component", ...; "" where no asset is meant
  std::string_view pathKind;       // "file", "folder", "any"; "" where no path is meant
  // Where the path starts (folderOfPaths() in path_folder.h); "" for the document's folder. Others are always
  // paths, and what is missing there is told by rules of their own.
  std::string_view pathBelow;
};

// In the order of the text; found once, and kept as long as the document. A document without a schema has
// none.
const std::vector<FoundReference>& findReferences(const Document& document);

}  // namespace footplate::ide
