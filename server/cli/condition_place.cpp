#include "cli/condition_place.h"

#include <charconv>

#include "base/text.h"
#include "cli/words.h"

namespace footplate::cli {

std::string conditionPlace(std::string_view message, std::string_view condition) {
  const std::string before = "reading the condition '" + std::string(condition) + "' at column ";
  if (!message.starts_with(before)) return {};
  std::size_t column = 0;
  std::from_chars(message.data() + before.size(), message.data() + message.size(), column);
  if (column == 0) return {};
  Offset at = 0;
  while (--column > 0 && at < condition.size()) at += utf8Length(condition, at);
  const std::size_t blanks = displayWidth(printable(condition.substr(0, at)));
  return "  " + printable(condition) + "\n  " + std::string(blanks, ' ') + "^\n";
}

}  // namespace footplate::cli
