// Where in a condition a fault lies, shown under it.
//
//   metrics.acc > 0.9 andd status = 'x'
//                     ^
#pragma once

#include <string>
#include <string_view>

namespace footplate::cli {

// The two lines for a `message` that tells of a column of `condition` (store/where.h); "" for any other.
std::string conditionPlace(std::string_view message, std::string_view condition);

}  // namespace footplate::cli
