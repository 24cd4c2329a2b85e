// Where a project's state lies: <root>/.footplate, or, as SQLite's WAL does not work on network file systems,
// a folder of the user's own under the root's hash. config.yml, compute/ and datastores/ always stay in
// <root>/.footplate.
#pragma once

#include <string>

#include "base/result.h"

namespace footplate::store {

struct StoreFolder {
  std::string path;
  std::string notice;  // one sentence for the user when it is not in the project
};

// Touches nothing. FOOTPLATE_STORE=user in the environment chooses the user's folder on any file system.
StoreFolder storeFolder(const std::string& root);

// Makes the folders (0700) and .footplate/.gitignore.
Result<void> makeStoreFolder(const std::string& root, const StoreFolder& folder);

// $FOOTPLATE_CACHE_DIR, $XDG_CACHE_HOME/footplate or ~/.cache/footplate, the first that is an absolute path:
// environments, downloads and fetched schemas.
std::string userCacheFolder();

}  // namespace footplate::store
