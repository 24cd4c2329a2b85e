#include "store/store_folder.h"

#include <cstdlib>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "os/machine.h"

namespace footplate::store {

namespace {

std::string homeFolder() {
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? home : "/tmp";
}

std::string userFolder(const char* variable, std::string_view inHome) {
  const char* folder = std::getenv(variable);
  const bool given = folder != nullptr && isAbsolutePath(folder);
  return joinPath(given ? std::string(folder) : joinPath(homeFolder(), inHome), "footplate");
}

// Everything but what people write and want to share.
constexpr std::string_view gitignore = "*\n!.gitignore\n!config.yml\n!compute/\n!compute/**\n";

}  // namespace

std::string userCacheFolder() {
  const char* chosen = std::getenv("FOOTPLATE_CACHE_DIR");
  if (chosen != nullptr && isAbsolutePath(chosen)) return normalizePath(chosen);
  return userFolder("XDG_CACHE_HOME", ".cache");
}

StoreFolder storeFolder(const std::string& root) {
  const std::string inProject = joinPath(root, ".footplate");
  const char* choice = std::getenv("FOOTPLATE_STORE");
  const bool forced = choice != nullptr && std::string_view(choice) == "user";
  if (!forced && !os::isOnNetwork(folderExists(inProject) ? inProject : root)) return {inProject, {}};
  const std::string name = sha256(normalizePath(root)).substr(0, 32);
  const std::string path = joinPath(userFolder("XDG_STATE_HOME", ".local/state"), "projects/" + name);
  return {path, "the runs of " + root + " are kept in " + path +
                    ", because the project lies on a network file system, where the database is not safe"};
}

Result<void> makeStoreFolder(const std::string& root, const StoreFolder& folder) {
  const std::string inProject = joinPath(root, ".footplate");
  for (const std::string& path :
       {inProject, folder.path, joinPath(folder.path, "objects"), joinPath(folder.path, "runs")}) {
    if (auto made = makeFolder(path); !made) return made;
  }
  const std::string ignoreFile = joinPath(inProject, ".gitignore");
  if (fileExists(ignoreFile)) return {};
  return writeFileAtomic(ignoreFile, gitignore, 0644);
}

}  // namespace footplate::store
