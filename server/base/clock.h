// Wall time in milliseconds since 1970 and its RFC 3339 form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace footplate {

using TimeMs = std::int64_t;

TimeMs nowMs();
// "2026-11-23T10:02:19.123Z"
std::string formatTime(TimeMs time);
// Reads what formatTime writes (milliseconds may be missing); nothing for another form.
std::optional<TimeMs> parseTime(std::string_view text);

}  // namespace footplate
