// What the files of the object store share; for store/object_*.cpp alone.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "base/result.h"

namespace footplate::store {

// An error of the system while `doing`; a full disk is named as such.
Error objectProblem(const std::string& doing, int code);

// Reads up to `size` bytes; less only at the end of the file. -1 and errno for a failure.
ssize_t readFull(int fd, char* into, std::size_t size);

}  // namespace footplate::store
