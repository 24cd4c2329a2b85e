#include "store/where_values.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>

#include "base/strings.h"

namespace footplate::store {

namespace {

constexpr TimeMs dayMs = 86'400'000;
constexpr double farthestMs = 9e15;

constexpr std::pair<std::string_view, double> units[] = {
    {"s", 1},        {"sec", 1},       {"second", 1},  {"seconds", 1},    {"m", 60},          {"min", 60},
    {"minute", 60},  {"minutes", 60},  {"h", 3600},    {"hour", 3600},    {"hours", 3600},    {"d", 86'400},
    {"day", 86'400}, {"days", 86'400}, {"w", 604'800}, {"week", 604'800}, {"weeks", 604'800},
};

std::optional<double> secondsOf(std::string_view unit) {
  for (const auto& [name, seconds] : units) {
    if (equalsIgnoreCase(name, unit)) return seconds;
  }
  return std::nullopt;
}

// "10:02:19.123", "10:02" or "10" in milliseconds; `text` loses what was read.
std::optional<TimeMs> readClock(std::string& text) {
  int hour = 0;
  int minute = 0;
  int used = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &used) != 2) return std::nullopt;
  text.erase(0, static_cast<std::size_t>(used));
  int second = 0;
  if (std::sscanf(text.c_str(), ":%2d%n", &second, &used) == 1) text.erase(0, static_cast<std::size_t>(used));
  TimeMs ms = 0;
  if (text.starts_with('.')) {
    std::size_t end = 1;
    for (TimeMs unit = 100; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end, unit /= 10) {
      ms += (text[end] - '0') * unit;
    }
    text.erase(0, end);
  }
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  return ((hour * 60 + minute) * 60 + second) * TimeMs{1000} + ms;
}

// "Z", "+02:00", "-0530" or nothing: what is to be taken away.
std::optional<TimeMs> readZone(const std::string& text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  int hours = 0;
  int minutes = 0;
  char sign = 0;
  int used = 0;
  const bool colon = std::sscanf(text.c_str(), "%c%2d:%2d%n", &sign, &hours, &minutes, &used) == 3;
  const bool compact = !colon && std::sscanf(text.c_str(), "%c%2d%2d%n", &sign, &hours, &minutes, &used) == 3;
  if (!colon && !compact && std::sscanf(text.c_str(), "%c%2d%n", &sign, &hours, &used) != 2)
    return std::nullopt;
  if ((sign != '+' && sign != '-') || static_cast<std::size_t>(used) != text.size()) return std::nullopt;
  const TimeMs offset = (hours * 60 + minutes) * TimeMs{60'000};
  return sign == '+' ? offset : -offset;
}

std::optional<TimeMs> readCalendar(std::string_view text) {
  const std::string copy(text);
  std::tm utc{};
  int used = 0;
  if (std::sscanf(copy.c_str(), "%4d-%2d-%2d%n", &utc.tm_year, &utc.tm_mon, &utc.tm_mday, &used) != 3)
    return std::nullopt;
  const std::tm written = utc;
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  const TimeMs day = static_cast<TimeMs>(timegm(&utc)) * 1000;
  // The 31st of February comes back as another day.
  if (utc.tm_mday != written.tm_mday || utc.tm_mon + 1 != written.tm_mon) return std::nullopt;
  std::string rest = copy.substr(static_cast<std::size_t>(used));
  if (rest.empty()) return day;
  if (rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ') return std::nullopt;
  rest.erase(0, 1);
  const std::optional<TimeMs> clock = readClock(rest);
  const std::optional<TimeMs> zone = clock ? readZone(rest) : std::nullopt;
  if (!zone) return std::nullopt;
  return day + *clock - *zone;
}

std::optional<TimeMs> before(TimeMs now, std::optional<double> seconds) {
  if (!seconds || std::abs(*seconds) > farthestMs / 1000) return std::nullopt;
  return now - static_cast<TimeMs>(*seconds * 1000);
}

}  // namespace

std::optional<double> readNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.starts_with('+')) return std::nullopt;
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return std::nullopt;
  if (code == std::errc()) return value;
  return std::nullopt;
}

std::optional<double> readDuration(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  if (const auto plain = readNumber(text)) return std::isfinite(*plain) ? plain : std::nullopt;
  double seconds = 0;
  while (!text.empty()) {
    double count = 0;
    const auto [end, code] =
        std::from_chars(text.data(), text.data() + text.size(), count, std::chars_format::fixed);
    if (code != std::errc() || count < 0) return std::nullopt;
    text = trim(text.substr(static_cast<std::size_t>(end - text.data())));
    std::size_t letters = 0;
    while (letters < text.size() && std::isalpha(static_cast<unsigned char>(text[letters])) != 0) ++letters;
    const auto unit = secondsOf(text.substr(0, letters));
    if (!unit) return std::nullopt;
    seconds += count * *unit;
    text = trim(text.substr(letters));
  }
  return std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
}

std::optional<TimeMs> readMoment(std::string_view text, TimeMs now) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  if (const auto number = readNumber(text)) {
    return std::abs(*number) <= farthestMs ? std::optional(static_cast<TimeMs>(*number)) : std::nullopt;
  }
  const std::string word = toLower(text);
  const TimeMs today = now - now % dayMs;
  if (word == "now") return now;
  if (word == "today") return today;
  if (word == "yesterday") return today - dayMs;
  if (word.starts_with('-')) return before(now, readDuration(std::string_view(word).substr(1)));
  if (word.ends_with("ago"))
    return before(now, readDuration(std::string_view(word).substr(0, word.size() - 3)));
  return readCalendar(text);
}

namespace {

// Bytes of the UTF-8 character that begins the text; 1 for what is none.
std::size_t characterSize(std::string_view text) {
  std::size_t size = 1;
  if ((text[0] & 0xC0) != 0xC0) return 1;
  while (size < text.size() && size < 4 && (text[size] & 0xC0) == 0x80) ++size;
  return size;
}

char folded(char c, bool anyCase) {
  return anyCase && c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

bool matchesLike(std::string_view text, std::string_view pattern, bool anyCase) {
  std::size_t at = 0;
  std::size_t in = 0;
  // Where the last '%' may be tried again one character later.
  std::size_t again = std::string_view::npos;
  std::size_t from = 0;
  for (;;) {
    if (in < pattern.size() && pattern[in] == '%') {
      again = ++in;
      from = at;
      continue;
    }
    if (at == text.size() && in == pattern.size()) return true;
    bool fits = at < text.size() && in < pattern.size();
    if (fits && pattern[in] == '_') {
      at += characterSize(text.substr(at));
      ++in;
      continue;
    }
    const bool escaped = fits && pattern[in] == '\\' && in + 1 < pattern.size() &&
                         std::string_view("%_\\").find(pattern[in + 1]) != std::string_view::npos;
    const std::size_t meant = escaped ? in + 1 : in;
    if (fits && folded(text[at], anyCase) == folded(pattern[meant], anyCase)) {
      ++at;
      in = meant + 1;
      continue;
    }
    if (again == std::string_view::npos || from >= text.size()) return false;
    from += characterSize(text.substr(from));
    at = from;
    in = again;
  }
}

}  // namespace footplate::store
