// Writing JSON as text, piece by piece: what goes out is never built as a tree first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace footplate {

// Appends `text` in double quotes, escaped; bytes that are not UTF-8 become U+FFFD.
void appendJsonString(std::string& out, std::string_view text);
void appendJsonNumber(std::string& out, std::int64_t value);
// The shortest text that reads back as the same number; null where JSON has no word for it (NaN, infinity).
void appendJsonNumber(std::string& out, double value);

}  // namespace footplate
