// The compiled form of a Pattern, and the reader of its source. Private to schema/pattern*.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/pattern.h"

namespace footplate::schema {

// Ranges of code points, sorted or not; `negated` turns the answer round.
struct CharacterSet {
  std::vector<std::pair<char32_t, char32_t>> ranges;
  bool negated = false;

  bool has(char32_t c) const;
  void add(char32_t from, char32_t to) { ranges.emplace_back(from, to); }
};

struct Pattern::Program {
  enum class Op : std::uint8_t {
    set,
    character,
    any,
    split,
    jump,
    begin,
    end,
    boundary,
    notBoundary,
    ahead,
    notAhead,
    match
  };
  struct Instruction {
    Op op = Op::match;
    std::uint32_t x =
        0;  // set: index · character: code point · split: tried first · jump: target · ahead: after its match
    std::uint32_t y = 0;  // split: tried second
  };
  std::vector<Instruction> code;
  std::vector<CharacterSet> sets;
};

// nullptr for what is not understood (back-references, \p{…}, syntax errors, more than 4,000 instructions).
std::shared_ptr<const Pattern::Program> compilePattern(std::string_view source);

}  // namespace footplate::schema
