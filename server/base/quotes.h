// A name in single quotes, as messages and titles show it. Not `quoted`: where a text is a std::string,
// std::quoted would be meant.
#pragma once

#include <string>
#include <string_view>

namespace footplate {

inline std::string inQuotes(std::string_view name) {
  return "'" + std::string(name) + "'";
}

}  // namespace footplate
