// What a value of a condition means: numbers, moments, durations.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace footplate::store {

// A whole text that is a number: "3", "-1.5", "1e-3", "+2", "inf", "-infinity", "nan".
std::optional<double> readNumber(std::string_view text);

// "90", "90s", "5m", "1h30m", "2d", "1.5h", "2w" in seconds.
std::optional<double> readDuration(std::string_view text);

// Milliseconds since 1970: such a number, "2026-11-23", "2026-11-23 10:02", "2026-11-23T10:02:19.123+02:00"
// (UTC where no zone stands), "now", "today", "yesterday", and before `now`: "-2d", "1h30m ago".
std::optional<TimeMs> readMoment(std::string_view text, TimeMs now);

// LIKE: '%' stands for any text, '_' for one character; '\\' before one of them, or before itself, takes it
// as it is. `anyCase` makes ASCII letters equal whatever their case.
bool matchesLike(std::string_view text, std::string_view pattern, bool anyCase);

}  // namespace footplate::store
