// How a tree keeps its nodes: tree.h reads them, the files of yaml/ make them.
#pragma once

#include <cstdint>
#include <string>

#include "base/text.h"

namespace footplate::yaml {

using NodeId = std::uint32_t;
constexpr NodeId noNode = UINT32_MAX;

// null_ is a place where nothing is written ("code:"); a written "null" or "~" is a scalar.
enum class Kind : std::uint8_t { null_, scalar, sequence, mapping, alias };
enum class Style : std::uint8_t { plain, singleQuoted, doubleQuoted, literal, folded };

// One node in 36 bytes. Children are a list; in a mapping keys and values alternate.
struct NodeRecord {
  static constexpr std::uint8_t cooked = 1;   // the text is in cooked_, not in the source
  static constexpr std::uint8_t key = 2;      // of an entry
  static constexpr std::uint8_t flow = 4;     // [..] or {..}
  static constexpr std::uint8_t noColon = 8;  // a key without its ":"

  Offset begin = 0;
  Offset end = 0;
  NodeId parent = noNode;
  NodeId next = noNode;
  NodeId previous = noNode;
  std::uint32_t first = noNode;  // first child; start of a scalar's text; an alias' target
  std::uint32_t count = 0;       // children; length of a scalar's text
  std::uint32_t properties = 0;  // index + 1 into properties_
  Kind kind = Kind::null_;
  Style style = Style::plain;
  std::uint8_t flags = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

struct NodeProperties {
  Span anchor;  // with its "&"; empty when there is none
  Span tag;
  std::string tagName;  // in full
};

}  // namespace footplate::yaml
