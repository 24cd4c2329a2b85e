#include "store/opening_problem.h"

#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "base/fs.h"
#include "base/path.h"

namespace footplate::store {
namespace {

std::string ownerOf(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return "another user";
  passwd entry{};
  passwd* user = nullptr;
  char room[4096];
  ::getpwuid_r(info.st_uid, &entry, room, sizeof room, &user);
  return user ? user->pw_name : "user " + std::to_string(info.st_uid);
}

std::string noRight(const std::string& act, const std::string& path) {
  return "no right to " + act + " " + path + ", which belongs to " + ownerOf(path) +
         "; work as that user, or let them give you the right";
}

bool isRefused(const std::string& path, int mode) {
  return ::access(path.c_str(), mode) != 0 && errno == EACCES;
}

}  // namespace

std::string closedFolder(const std::string& path) {
  const std::string folder = parentPath(path);
  if (folder.empty() || folder == path) return {};
  if (std::string above = closedFolder(folder); !above.empty()) return above;
  return isRefused(folder, X_OK) ? noRight("enter", folder) : std::string();
}

std::string openingProblem(const std::string& path) {
  if (std::string closed = closedFolder(path); !closed.empty()) return closed;
  if (folderExists(path))
    return path + " is a folder; move it away, and the runs are brought back from theirs";
  for (const char* part : {"", "-wal", "-shm"}) {
    if (isRefused(path + part, R_OK)) return noRight("read", path + part);
    if (isRefused(path + part, W_OK)) return noRight("write", path + part);
  }
  if (isRefused(parentPath(path), W_OK)) return noRight("write in", parentPath(path));
  return isDiskFull(parentPath(path)) ? "the disk is full" : std::string();
}

bool isDiskFull(const std::string& path) {
  constexpr std::uint64_t least = 64 * 1024;
  struct statvfs info{};
  if (::statvfs(path.c_str(), &info) != 0) return false;
  return std::uint64_t{info.f_bavail} * info.f_frsize < least || (info.f_files > 0 && info.f_favail == 0);
}

}  // namespace footplate::store
