// A tree as the events of the yaml-test-suite: "+MAP {} &a <tag>", "=VAL :text", one a line.
#pragma once

#include <sstream>
#include <string>

#include "yaml/tree.h"

namespace footplate::yaml::testing {

inline std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

inline std::string properties(Node node) {
  std::string out;
  if (!node.anchor().empty()) out += " &" + std::string(node.anchor());
  if (!node.tag().empty()) out += " <" + std::string(node.tag()) + ">";
  return out;
}

inline void appendEvents(std::string& out, Node node) {
  constexpr const char* styles[] = {":", "'", "\"", "|", ">"};
  switch (node.kind()) {
    case Kind::null_:
      out += "=VAL" + properties(node) + " :\n";
      return;
    case Kind::alias:
      out += "=ALI *" + std::string(node.text()) + "\n";
      return;
    case Kind::scalar:
      out += "=VAL" + properties(node) + " " + styles[static_cast<int>(node.style())] + escaped(node.text()) +
             "\n";
      return;
    case Kind::sequence:
      out += std::string("+SEQ") + (node.flow() ? " []" : "") + properties(node) + "\n";
      for (Node item : node.items()) appendEvents(out, item);
      out += "-SEQ\n";
      return;
    case Kind::mapping:
      out += std::string("+MAP") + (node.flow() ? " {}" : "") + properties(node) + "\n";
      for (Entry entry : node.entries()) {
        appendEvents(out, entry.key);
        appendEvents(out, entry.value);
      }
      out += "-MAP\n";
      return;
  }
}

inline std::string events(const Tree& tree) {
  std::string out = "+STR\n";
  for (const NodeId root : tree.documents()) {
    out += "+DOC\n";
    appendEvents(out, tree.node(root));
    out += "-DOC\n";
  }
  return out + "-STR\n";
}

// The suite's own text without what the tree does not keep: the marks "---" and "...".
inline std::string withoutMarkers(const std::string& text) {
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("+DOC")) line = "+DOC";
    if (line.starts_with("-DOC")) line = "-DOC";
    out += line + "\n";
  }
  return out;
}

}  // namespace footplate::yaml::testing
