// Whether two trees of one text are the same in all that can be asked of them; "" or the first difference.
#pragma once

#include <string>

#include "yaml/tree.h"

namespace footplate::yaml::testing {

inline bool sameNode(Node a, Node b) {
  const auto sameId = [](Node x, Node y) { return x.id() == y.id(); };
  return a.kind() == b.kind() && a.span() == b.span() && a.style() == b.style() && a.flow() == b.flow() &&
         a.tag() == b.tag() && a.tagSpan() == b.tagSpan() && a.anchorSpan() == b.anchorSpan() &&
         a.text() == b.text() && a.size() == b.size() && a.isKey() == b.isKey() &&
         a.hasColon() == b.hasColon() && sameId(a.parent(), b.parent()) &&
         sameId(a.entryKey(), b.entryKey()) && sameId(a.entryValue(), b.entryValue()) &&
         sameId(a.resolved(), b.resolved());
}

inline std::string difference(const Tree& a, const Tree& b) {
  if (a.documents() != b.documents()) return "documents";
  if (a.comments() != b.comments()) return "comments";
  if (a.nodeCount() != b.nodeCount()) return "count of nodes";
  for (NodeId id = 0; id < a.nodeCount(); ++id) {
    if (!sameNode(a.node(id), b.node(id))) return "node " + std::to_string(id);
  }
  if (a.problems().size() != b.problems().size()) return "count of problems";
  for (std::size_t i = 0; i < a.problems().size(); ++i) {
    const Problem& one = a.problems()[i];
    const Problem& other = b.problems()[i];
    if (!(one.span == other.span) || one.code != other.code || one.message != other.message)
      return "problem " + one.code;
  }
  if (a.lines().lineCount() != b.lines().lineCount()) return "count of lines";
  for (std::uint32_t line = 0; line < a.lines().lineCount(); ++line) {
    if (a.lines().lineStart(line) != b.lines().lineStart(line)) return "line " + std::to_string(line);
  }
  return "";
}

}  // namespace footplate::yaml::testing
