// Sizes as people write them.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace footplate::commands {

// "5GB", "1.5 gb", "300M", "512KiB", "1000": powers of 1000, with an i of 1024. usage for anything else.
Result<std::uint64_t> readByteCount(std::string_view text);

}  // namespace footplate::commands
