#include "ide/item_dash.h"

#include <algorithm>
#include <string>
#include <vector>

namespace footplate::ide {
namespace {

using yaml::Node;

// With its tag and anchor.
Offset beginOf(Node node) {
  Offset begin = node.span().begin;
  for (const Span property : {node.tagSpan(), node.anchorSpan()}) {
    if (!property.empty()) begin = std::min(begin, property.begin);
  }
  return begin;
}

// What stands on the line of a mapping's first key may be of the key alone.
Offset beginOfItem(Node item) {
  const Offset begin = beginOf(item);
  if (!item.isMapping() || item.flow() || item.entries().empty()) return begin;
  return std::min(begin, beginOf((*item.entries().begin()).key));
}

}  // namespace

std::optional<Offset> dashOf(Node item) {
  if (!item.parent().isSequence() || item.parent().flow()) return std::nullopt;
  const yaml::Tree& tree = *item.tree();
  const std::string& text = tree.text();
  const std::vector<Span>& comments = tree.comments();
  Offset at = beginOfItem(item);
  auto comment = std::ranges::lower_bound(comments, at, {}, &Span::begin);  // the one before is the next
  while (at > 0) {
    if (comment != comments.begin() && (comment - 1)->end >= at) {
      --comment;
      at = comment->begin;
    } else if (const char before = text[at - 1]; before == '-') {
      return at - 1;
    } else if (before == ' ' || before == '\t' || before == '\n' || before == '\r') {
      --at;
    } else {
      break;
    }
  }
  return std::nullopt;
}

}  // namespace footplate::ide
