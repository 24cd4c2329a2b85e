// Pieces of text for people: colours, times, sizes, and the width of what stands on a terminal. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/language.h"

namespace footplate::cli {

// How the reader sees it.
struct Style {
  bool color = false;
  std::size_t width = 0;  // columns of the terminal; 0 where there is none: nothing is cut
  Language language = Language::english;
};

// In an ANSI colour ("32"), where colours are allowed.
std::string painted(std::string_view text, const char* code, const Style& style);
const char* statusColor(std::string_view status);

// "41 ms", "3.2 s", "4 min 5 s", "2 h 3 min", "3 d 4 h"
std::string duration(TimeMs ms);
// "3 files"
std::string plural(std::size_t count, const char* word);
// "812 B", "4.3 kB", "1.2 GB": powers of 1000
std::string byteSize(std::uint64_t bytes);
// Four significant digits; the words NaN, Infinity and -Infinity as they are.
std::string shortNumber(const nlohmann::json& value);
// A string without its quotes, "" for null, else JSON.
std::string textOf(const nlohmann::json& value);
// How long a run's command took or has taken, "-" before it began.
std::string took(const nlohmann::json& run);

// Columns that a terminal takes for the text: wide characters are two, combining ones none.
std::size_t displayWidth(std::string_view text);
// Cut to that many columns, with "…" at its end where something was cut.
std::string fitted(std::string_view text, std::size_t columns);
// What could move the cursor or colour the terminal is taken out: control characters become one blank.
std::string printable(std::string_view text);

}  // namespace footplate::cli
