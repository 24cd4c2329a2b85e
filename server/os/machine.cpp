#include "os/machine.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include "base/path.h"

namespace footplate::os {
namespace {

std::string existingAncestor(std::string path) {
  while (!path.empty() && ::access(path.c_str(), F_OK) != 0) path = parentPath(path);
  return path.empty() ? "/" : path;
}

}  // namespace

std::optional<DiskSpace> diskSpace(const std::string& path) {
  const std::string place = existingAncestor(path);
  struct statvfs info{};
  if (::statvfs(place.c_str(), &info) != 0) return std::nullopt;
  const auto block = static_cast<std::uint64_t>(info.f_frsize);
  return DiskSpace{info.f_bavail * block, info.f_blocks * block, !forbidsPrograms(place),
                   (info.f_flag & ST_RDONLY) != 0};
}

bool mayWrite(const std::string& folder) {
  return ::access(existingAncestor(folder).c_str(), W_OK | X_OK) == 0;
}

}  // namespace footplate::os
