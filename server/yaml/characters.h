// Classes of bytes that YAML cares about, by one table look-up.
#pragma once

#include <array>
#include <cstdint>

namespace footplate::yaml::bytes {

constexpr std::uint8_t blankBit = 1;      // space, tab
constexpr std::uint8_t breakBit = 2;      // LF, CR
constexpr std::uint8_t flowBit = 4;       // , [ ] { }
constexpr std::uint8_t endBit = 8;        // NUL, which is also what stands behind the text
constexpr std::uint8_t stopBit = 16;      // may end a plain scalar in a block: ':' '#' break NUL
constexpr std::uint8_t reservedBit = 32;  // cannot begin a plain scalar

constexpr std::array<std::uint8_t, 256> makeTable() {
  std::array<std::uint8_t, 256> table{};
  const auto add = [&table](const char* characters, std::uint8_t bit) {
    for (; *characters != 0; ++characters) {
      std::uint8_t& cell = table[static_cast<unsigned char>(*characters)];
      cell = static_cast<std::uint8_t>(cell | bit);
    }
  };
  add(" \t", blankBit);
  add("\n\r", breakBit | stopBit);
  add(",[]{}", flowBit | reservedBit);
  add(":#", stopBit);
  add("#&*!|>'\"%@`", reservedBit);
  table[0] = endBit | stopBit;
  return table;
}

inline constexpr std::array<std::uint8_t, 256> table = makeTable();

inline bool is(char c, std::uint8_t bits) {
  return (table[static_cast<unsigned char>(c)] & bits) != 0;
}
// The first place from `offset` on whose byte has one of the bits; NUL must be among them. Four bytes a
// round, because most of a document's bytes are passed here.
inline std::uint32_t skipOthers(const char* text, std::uint32_t offset, std::uint8_t bits) {
  for (;; offset += 4) {
    if (is(text[offset], bits)) return offset;
    if (is(text[offset + 1], bits)) return offset + 1;
    if (is(text[offset + 2], bits)) return offset + 2;
    if (is(text[offset + 3], bits)) return offset + 3;
  }
}
inline bool isBlank(char c) {
  return c == ' ' || c == '\t';
}
inline bool isBreak(char c) {
  return c == '\n' || c == '\r';
}
inline bool isFlow(char c) {
  return is(c, flowBit);
}
// Ends a token: white space, or the end of the text.
inline bool isSpace(char c) {
  return is(c, blankBit | breakBit | endBit);
}

}  // namespace footplate::yaml::bytes
