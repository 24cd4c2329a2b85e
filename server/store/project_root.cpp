#include "store/project_root.h"

#include <sys/stat.h>

#include <cstdlib>

#include "base/fs.h"
#include "base/path.h"

namespace footplate::store {

namespace {

bool exists(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0;
}

bool mayBeRoot(const std::string& folder) {
  const char* home = std::getenv("HOME");
  return folder != "/" && (home == nullptr || *home == '\0' || folder != normalizePath(home));
}

// The nearest folder from `folder` upwards that holds `mark`, or "".
std::string nearestWith(const std::string& folder, const std::string& mark, bool isFolder) {
  for (std::string at = folder;; at = parentPath(at)) {
    const std::string candidate = joinPath(at, mark);
    if (mayBeRoot(at) && (isFolder ? folderExists(candidate) : exists(candidate))) return at;
    if (at == "/" || at.empty()) return {};
  }
}

}  // namespace

std::string projectRoot(std::string_view path, std::string_view workspaceFolder) {
  const std::string given = normalizePath(path);
  const std::string folder = folderExists(given) ? given : parentPath(given);
  std::string root = nearestWith(folder, ".footplate", true);
  // .git is a file in worktrees and submodules.
  if (root.empty()) root = nearestWith(folder, ".git", false);
  if (!root.empty()) return root;
  if (!workspaceFolder.empty()) {
    const std::string workspace = normalizePath(workspaceFolder);
    if (mayBeRoot(workspace) && isInside(folder, workspace)) return workspace;
  }
  return folder;
}

}  // namespace footplate::store
