#include "ide/checks/unused_anchors.h"

#include <string>
#include <unordered_set>

namespace footplate::ide {
namespace {

using yaml::Node;

// From the "&" to what stands behind it on the line.
Span withBlanks(const yaml::Tree& tree, Span anchor) {
  const std::string& text = tree.text();
  Offset end = anchor.end;
  while (end < text.size() && text[end] == ' ') ++end;
  const bool last = end == text.size() || text[end] == '\n' || text[end] == '\r';
  if (!last) return {anchor.begin, end};
  Offset begin = anchor.begin;
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  return {begin, anchor.end};
}

}  // namespace

void checkUnusedAnchors(const yaml::Tree& tree, std::vector<schema::Issue>& issues) {
  if (tree.text().find('&') == std::string::npos) return;
  std::unordered_set<yaml::NodeId> used;
  std::vector<Node> anchored;
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const Node node = tree.node(id);
    if (node.isAlias()) {
      if (const Node target = node.resolved()) used.insert(target.id());
    } else if (!node.anchorSpan().empty()) {
      anchored.push_back(node);
    }
  }
  for (const Node& node : anchored) {
    if (used.count(node.id()) != 0) continue;
    const schema::Fix fix{"remove the anchor", {{withBlanks(tree, node.anchorSpan()), ""}}};
    issues.push_back({node.anchorSpan(),
                      Severity::hint,
                      "yaml.unused-anchor",
                      "no alias uses the anchor '" + std::string(node.anchor()) + "'",
                      {fix}});
  }
}

}  // namespace footplate::ide
