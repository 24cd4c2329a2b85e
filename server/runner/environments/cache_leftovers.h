// What builds and transfers that were cut off left in this user's cache: parts of environments that never
// became one, their logs, entries of a registry that were not finished; and overlays that no run has. Free
// functions; any thread, any process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace footplate::runner {

struct Leftover {
  std::string path;
  std::uint64_t bytes = 0;
};

// Those that nobody has touched since `before`; what a build that goes on has written is none.
std::vector<Leftover> findLeftovers(const std::string& cache, const std::vector<std::string>& registries,
                                    TimeMs before);

// Removes them, but for what a build has begun to use since. How many went.
std::size_t removeLeftovers(const std::string& cache, const std::vector<Leftover>& leftovers);

}  // namespace footplate::runner
