#include "store/store_folder.h"

#include <linux/magic.h>
#include <sys/statfs.h>

#include <cstdlib>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"

namespace footplate::store {

namespace {

// SMB2_MAGIC_NUMBER, LUSTRE_SUPER_MAGIC, GPFS, BeeGFS: not in every <linux/magic.h>.
constexpr unsigned long networkTypes[] = {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, CODA_SUPER_MAGIC, AFS_SUPER_MAGIC,
                                          V9FS_MAGIC,      0xFF534D42UL,    0xFE534D42UL,     0x0BD00BD0UL,
                                          0x47504653UL,    0x19830326UL,    0x00C36400UL,     0x013111A8UL};

bool isOnNetwork(const std::string& path) {
  struct statfs info{};
  if (::statfs(path.c_str(), &info) != 0) return false;
  const auto type = static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL;
  for (const unsigned long known : networkTypes) {
    if (type == known) return true;
  }
  return false;
}

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
  if (!forced && !isOnNetwork(folderExists(inProject) ? inProject : root)) return {inProject, {}};
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
