#include "base/folder_apart.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "base/fs.h"
#include "base/path.h"

namespace footplate {

// ext4 chooses the place of a folder at random, by its name, where the parent is marked as the top of trees
// that have nothing to do with each other.
Result<void> makeFolderApart(const std::string& path) {
  const std::string parent = parentPath(path);
  const int above = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (above < 0) return makeFolder(path);
  int before = 0;
  const bool knowsFlags = ::ioctl(above, FS_IOC_GETFLAGS, &before) == 0;
  const int marked = before | FS_TOPDIR_FL;
  std::string name = parent + "/.XXXXXX";
  const bool moved = knowsFlags && ::ioctl(above, FS_IOC_SETFLAGS, &marked) == 0 &&
                     ::mkdtemp(name.data()) != nullptr && ::rename(name.c_str(), path.c_str()) == 0;
  if (knowsFlags) ::ioctl(above, FS_IOC_SETFLAGS, &before);
  ::close(above);
  if (moved) return {};
  ::rmdir(name.c_str());
  return makeFolder(path);
}

}  // namespace footplate
