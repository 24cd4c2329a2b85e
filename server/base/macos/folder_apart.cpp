#include "base/folder_apart.h"

#include "base/fs.h"

namespace footplate {

// The file systems of macOS have no wish of this kind, and no need of it.
Result<void> makeFolderApart(const std::string& path) {
  return makeFolder(path);
}

}  // namespace footplate
