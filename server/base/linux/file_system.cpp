#include "base/file_system.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace footplate {

bool syncToDisk(int descriptor) {
  return ::fsync(descriptor) == 0;
}

void beginSync(int descriptor) {
  ::sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void syncFileSystem(int descriptor) {
  ::syncfs(descriptor);
}

bool cloneContent(int from, int to) {
  return ::ioctl(to, FICLONE, from) == 0;
}

ssize_t copyRange(int from, off_t& offset, int to, std::size_t bytes) {
  return ::copy_file_range(from, &offset, to, nullptr, bytes, 0);
}

int exchangeNames(const std::string& one, const std::string& other) {
  const bool done = ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0;
  if (done) return 0;
  return errno == ENOSYS ? EINVAL : errno;
}

}  // namespace footplate
