// Gives an input, output, search-space name, step or anchor another name everywhere: its key, every
// `${{ … }}`, the steps that use the component, in all files of the project. Nothing else is touched.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "ide/document.h"

namespace footplate::ide {

struct Renameable {
  Span span;  // the name as it stands there
  std::string name;
};

struct FileEdits {
  std::string path;
  std::shared_ptr<const Document> document;  // the version that the places are in
  std::vector<Span> places;                  // in order, apart from each other; all become the new name
};

// The name at a place; a usage error says why there is none to change.
Result<Renameable> prepareRename(const Document& document, Offset at, const Workspace& workspace);

// A usage error when the new name is none, or is taken already.
Result<std::vector<FileEdits>> rename(const Document& document, Offset at, const std::string& newName,
                                      const Workspace& workspace);

}  // namespace footplate::ide
