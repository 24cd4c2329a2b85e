// A folder for many files that stay for a short time.
#pragma once

#include <string>

#include "base/result.h"

namespace footplate {

// As makeFolder. Where its parent is there already, it lies on another part of the disk than
// the one made before it: ext4 passes over inodes that were freed in the last minutes one by one, so that
// 20,000 files take half a minute of its time where as many were just removed. A file system without such a
// wish ignores it.
//
//   makeFolderApart(work + "/code");
Result<void> makeFolderApart(const std::string& path);

}  // namespace footplate
