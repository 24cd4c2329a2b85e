// A YAML text as the words and marks it is made of, for formatting: what stands between two tokens is white
// space. Private to the formatter.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "yaml/tree.h"

namespace footplate::ide {

struct FormatToken {
  enum class Kind { dash, question, colon, comma, open, close, scalar, alias, property, comment, marker };
  Kind kind = Kind::scalar;
  Span span;
  yaml::Node node;          // of a scalar or alias
  std::uint32_t depth = 0;  // brackets around it; a bracket's own pair counts for neither of the two
  std::uint32_t line = 0;
  std::uint32_t lastLine = 0;
  bool first = false;  // on its line
};

// Nothing when a character is none of these: then the text is not well understood, and better left alone.
std::optional<std::vector<FormatToken>> formatTokens(const yaml::Tree& tree);

// Index of the first token that begins at or behind `at`.
std::size_t tokenAt(const std::vector<FormatToken>& tokens, Offset at);

}  // namespace footplate::ide
