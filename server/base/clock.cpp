#include "base/clock.h"

#include <chrono>
#include <cstdio>
#include <ctime>

namespace footplate {

TimeMs nowMs() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string formatTime(TimeMs time) {
  TimeMs seconds = time / 1000;
  TimeMs millis = time % 1000;
  if (millis < 0) {
    millis += 1000;
    --seconds;
  }
  const auto whole = static_cast<std::time_t>(seconds);
  std::tm utc{};
  gmtime_r(&whole, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, static_cast<int>(millis));
  return text;
}

std::optional<TimeMs> parseTime(std::string_view text) {
  std::tm utc{};
  int millis = 0;
  int used = 0;
  const std::string copy(text);
  const int fields = std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &utc.tm_year, &utc.tm_mon,
                                 &utc.tm_mday, &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &used);
  if (fields != 6) return std::nullopt;
  const std::string rest = copy.substr(static_cast<std::size_t>(used));
  if (rest != "Z" && (std::sscanf(rest.c_str(), ".%3dZ", &millis) != 1 || rest.back() != 'Z'))
    return std::nullopt;
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  return static_cast<TimeMs>(timegm(&utc)) * 1000 + millis;
}

}  // namespace footplate
