// Ports of 127.0.0.1 that nobody uses just now. Another program may take one before it is used: they are for
// protocols that can only be told a number.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"

namespace footplate::os {

// `count` different ones; unavailable when the system has none.
Result<std::vector<int>> freePorts(std::size_t count);

}  // namespace footplate::os
