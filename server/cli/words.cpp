#include "cli/words.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

namespace footplate::cli {

using nlohmann::json;

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// East Asian wide and full-width characters, and emoji.
constexpr Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x26C4, 0x26C5},   {0x2705, 0x2705},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
constexpr Range combining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0900, 0x0902}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x2064},   {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

template <std::size_t count>
bool isIn(const Range (&ranges)[count], char32_t character) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [&](const Range& range) { return character >= range.first && character <= range.last; });
}

// The character at the front and its bytes; a byte that begins none stands for itself.
std::pair<char32_t, std::size_t> firstCharacter(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size == 1 || size > text.size()) return {lead, 1};
  char32_t character = lead & (0xFFU >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return {lead, 1};
    character = (character << 6) | (byte(at) & 0x3FU);
  }
  return {character, size};
}

std::size_t widthOf(char32_t character) {
  if (isIn(combining, character)) return 0;
  return isIn(wide, character) ? 2 : 1;
}

}  // namespace

std::string painted(std::string_view text, const char* code, const Style& style) {
  if (!style.color) return std::string(text);
  return std::string("\033[") + code + "m" + std::string(text) + "\033[0m";
}

const char* statusColor(std::string_view status) {
  if (status == "Completed") return "32";
  if (status == "Failed" || status == "NotResponding") return "31";
  return status == "Canceled" ? "33" : "36";
}

std::string duration(TimeMs ms) {
  char text[64];
  const auto part = [&](TimeMs unit) { return static_cast<int>(ms / unit); };
  if (ms < 1000) {
    std::snprintf(text, sizeof text, "%d ms", part(1));
  } else if (ms < 60'000) {
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(ms) / 1000);
  } else if (ms < 3'600'000) {
    std::snprintf(text, sizeof text, "%d min %d s", part(60'000), part(1000) % 60);
  } else if (ms < 86'400'000) {
    std::snprintf(text, sizeof text, "%d h %d min", part(3'600'000), part(60'000) % 60);
  } else {
    std::snprintf(text, sizeof text, "%d d %d h", part(86'400'000), part(3'600'000) % 24);
  }
  return text;
}

std::string plural(std::size_t count, const char* word) {
  return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

std::string byteSize(std::uint64_t bytes) {
  constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < std::size(units); ++unit) size /= 1000;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %s", size, units[unit]);
  return text;
}

std::string shortNumber(const json& value) {
  if (!value.is_number()) return printable(textOf(value));
  char text[40];
  std::snprintf(text, sizeof text, "%.4g", value.get<double>());
  return text;
}

std::string textOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? "" : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string took(const json& run) {
  if (!run.at("started").is_string()) return "-";
  const auto began = parseTime(run.at("started").get<std::string>());
  const auto ended = run.at("ended").is_string() ? parseTime(run.at("ended").get<std::string>()) : nowMs();
  return began && ended ? duration(std::max<TimeMs>(*ended - *began, 0)) : "-";
}

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto [character, size] = firstCharacter(text);
    width += widthOf(character);
    text.remove_prefix(size);
  }
  return width;
}

std::string fitted(std::string_view text, std::size_t columns) {
  if (displayWidth(text) <= columns) return std::string(text);
  std::string kept;
  std::size_t width = 0;
  while (!text.empty()) {
    const auto [character, size] = firstCharacter(text);
    if (width + widthOf(character) + 1 > columns) break;
    width += widthOf(character);
    kept += text.substr(0, size);
    text.remove_prefix(size);
  }
  return kept + "…";
}

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto [character, size] = firstCharacter(text);
    // What turns the direction of writing would turn the rest of the line as well.
    const bool turns =
        (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    const bool isControl = turns || character < 0x20 || (character >= 0x7F && character < 0xA0);
    if (isControl) {
      if (!result.empty() && result.back() != ' ') result += ' ';
    } else {
      result += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace footplate::cli
