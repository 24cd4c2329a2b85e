// What lies in a folder of the cache, and how old it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"

namespace footplate::runner {

// Of the regular files in a folder, all the way down, or of a file; links count nothing, nor does what cannot
// be read.
std::uint64_t bytesBelow(const std::string& path);

// When a file or folder was last changed or touched; nothing where it is missing.
std::optional<TimeMs> modifiedAt(const std::string& path);

}  // namespace footplate::runner
