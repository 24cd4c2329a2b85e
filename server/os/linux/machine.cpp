#include "os/machine.h"

#include <linux/magic.h>
#include <malloc.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <sstream>

#include "base/fs.h"
#include "base/strings.h"

namespace footplate::os {
namespace {

// SMB2_MAGIC_NUMBER, LUSTRE_SUPER_MAGIC, GPFS, BeeGFS: not in every <linux/magic.h>.
constexpr unsigned long networkTypes[] = {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, CODA_SUPER_MAGIC, AFS_SUPER_MAGIC,
                                          V9FS_MAGIC,      0xFF534D42UL,    0xFE534D42UL,     0x0BD00BD0UL,
                                          0x47504653UL,    0x19830326UL,    0x00C36400UL,     0x013111A8UL};

// The number in a file of /proc, 0 when it is missing.
std::int64_t numberIn(const std::string& path) {
  return std::strtoll(readFile(path, 4096).value_or("").c_str(), nullptr, 10);
}

}  // namespace

const char* const loopbackInterface = "lo";

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

bool forbidsPrograms(const std::string& path) {
  struct statvfs info{};
  return ::statvfs(path.c_str(), &info) == 0 && (info.f_flag & ST_NOEXEC) != 0;
}

bool isOnNetwork(const std::string& path) {
  struct statfs info{};
  if (::statfs(path.c_str(), &info) != 0) return false;
  const auto type = static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL;
  return std::find(std::begin(networkTypes), std::end(networkTypes), type) != std::end(networkTypes);
}

std::optional<WatchLimits> watchLimits() {
  return WatchLimits{numberIn("/proc/sys/fs/inotify/max_user_watches"),
                     numberIn("/proc/sys/fs/inotify/max_user_instances")};
}

void giveMemoryBack() {
  ::malloc_trim(0);
}

}  // namespace footplate::os
