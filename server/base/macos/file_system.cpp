#include "base/file_system.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>

namespace footplate {

// fsync of macOS leaves it to the disk when it writes.
bool syncToDisk(int descriptor) {
  return ::fcntl(descriptor, F_FULLFSYNC) == 0 || ::fsync(descriptor) == 0;
}

void beginSync(int /*descriptor*/) {}

void syncFileSystem(int /*descriptor*/) {
  ::sync();
}

bool cloneContent(int /*from*/, int /*to*/) {
  errno = ENOTSUP;
  return false;
}

ssize_t copyRange(int /*from*/, off_t& /*offset*/, int /*to*/, std::size_t /*bytes*/) {
  errno = ENOTSUP;
  return -1;
}

int exchangeNames(const std::string& one, const std::string& other) {
  if (::renamex_np(one.c_str(), other.c_str(), RENAME_SWAP) == 0) return 0;
  return errno == ENOTSUP ? EINVAL : errno;
}

}  // namespace footplate
