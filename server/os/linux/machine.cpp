#include "os/machine.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sstream>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"

namespace footplate::os {
namespace {

std::string existingAncestor(std::string path) {
  while (!path.empty() && ::access(path.c_str(), F_OK) != 0) path = parentPath(path);
  return path.empty() ? "/" : path;
}

}  // namespace

std::int64_t sinceStartMs() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

bool isListening(int port) {
  char wanted[16];
  std::snprintf(wanted, sizeof wanted, ":%04X", static_cast<unsigned>(port));
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    for (const std::string& line : split(readFile(table, 64 << 20).value_or(""), '\n')) {
      std::istringstream words(line);
      std::string number;
      std::string local;
      std::string remote;
      std::string state;
      words >> number >> local >> remote >> state;
      if (state == "0A" && local.ends_with(wanted)) return true;
    }
  }
  return false;
}

std::optional<DiskSpace> diskSpace(const std::string& path) {
  struct statvfs info{};
  if (::statvfs(existingAncestor(path).c_str(), &info) != 0) return std::nullopt;
  const auto block = static_cast<std::uint64_t>(info.f_frsize);
  return DiskSpace{info.f_bavail * block, info.f_blocks * block, (info.f_flag & ST_NOEXEC) == 0,
                   (info.f_flag & ST_RDONLY) != 0};
}

std::string writableControlGroup() {
  for (const std::string& line : split(readFile("/proc/self/cgroup", 64 * 1024).value_or(""), '\n')) {
    if (!line.starts_with("0::")) continue;
    const std::string below = line.substr(3) == "/" ? "" : line.substr(3);
    for (const std::string mount : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
      const std::string folder = mount + below;
      if (!fileExists(mount + "/cgroup.controllers") || !fileExists(folder + "/cgroup.procs")) continue;
      return ::access(folder.c_str(), W_OK) == 0 ? folder : "";
    }
  }
  return {};
}

std::optional<std::int64_t> numberIn(const std::string& path) {
  const auto text = readFile(path, 4096);
  if (!text) return std::nullopt;
  char* end = nullptr;
  const std::int64_t number = std::strtoll(text->c_str(), &end, 10);
  return end == text->c_str() ? std::nullopt : std::optional(number);
}

bool mayWrite(const std::string& folder) {
  return ::access(existingAncestor(folder).c_str(), W_OK | X_OK) == 0;
}

}  // namespace footplate::os
