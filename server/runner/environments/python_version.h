// Which Python a definition asks for, in conda's and pip's ways to say it.
//
//   matchesPython("3.11.7", "3.11")          // true
//   matchesPython("3.11.7", ">=3.8,<3.11")   // false
//   matchesPython("3.9.1", "3.8.*|3.9.*")    // true
#pragma once

#include <string>
#include <string_view>

namespace footplate::runner {

// Whether the release `full` ("3.11.7") is what `wanted` asks for: a version or its beginning ("3.10",
// "=3.10.4", "3.10.*"), conditions joined by ',' (all) or '|' (any); "" asks for nothing. Of an exact third
// number only the first two are held to: "3.10.4" is satisfied by 3.10.12.
bool matchesPython(std::string_view full, std::string_view wanted);

// "3.10" of "3.10", "=3.10.4", "==3.10.*"; "" when no one minor version is asked for.
std::string minorPython(std::string_view wanted);

}  // namespace footplate::runner
