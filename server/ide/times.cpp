#include "ide/times.h"

#include <algorithm>
#include <chrono>

namespace footplate::ide {
namespace {

constexpr int lastHour = 23;
constexpr int lastMinute = 59;  // and second

bool takesDate(TimeReader& reader) {
  constexpr std::size_t yearDigits = 4;
  constexpr int leastYear = 1000;  // of four digits
  const auto year = reader.number(yearDigits);
  const bool parted = reader.take("-");
  const auto month = reader.number(2);
  if (!year || *year < leastYear || !parted || !month || !reader.take("-")) return false;
  const auto day = reader.number(2);
  return day && std::chrono::year_month_day(std::chrono::year(*year),
                                            std::chrono::month(static_cast<unsigned>(*month)),
                                            std::chrono::day(static_cast<unsigned>(*day)))
                    .ok();
}

// ":30", ":30.5" or nothing.
bool takesSeconds(TimeReader& reader) {
  constexpr std::size_t fraction = 4;  // digits that are read at once
  if (!reader.take(":")) return true;
  if (!reader.takeNumber(2, lastMinute)) return false;
  if (!reader.take(".")) return true;
  bool any = false;
  while (reader.number(fraction)) any = true;
  return any;
}

// "Z", "+09", "+0900", "+09:00" or nothing.
bool takesZone(TimeReader& reader) {
  if (reader.isDone() || reader.take("Z")) return true;
  if (!reader.take("+-") || !reader.takeNumber(2, lastHour)) return false;
  if (reader.isDone()) return true;
  reader.take(":");
  return reader.takeNumber(2, lastMinute);
}

}  // namespace

std::optional<int> smallNumber(std::string_view text) {
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  int number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

std::optional<int> TimeReader::number(std::size_t most) {
  const std::size_t digits = std::min(text_.find_first_not_of("0123456789"), text_.size());
  const auto value = smallNumber(text_.substr(0, std::min(digits, most)));
  if (value) text_.remove_prefix(std::min(digits, most));
  return value;
}

bool TimeReader::take(std::string_view signs) {
  if (text_.empty() || signs.find(text_.front()) == std::string_view::npos) return false;
  text_.remove_prefix(1);
  return true;
}

bool TimeReader::takeNumber(std::size_t most, int largest) {
  const auto value = number(most);
  return value && *value <= largest;
}

bool isTime(std::string_view text) {
  TimeReader reader(text);
  if (!takesDate(reader) || !reader.take("T ") || !reader.takeNumber(2, lastHour)) return false;
  return reader.take(":") && reader.takeNumber(2, lastMinute) && takesSeconds(reader) && takesZone(reader) &&
         reader.isDone();
}

}  // namespace footplate::ide
