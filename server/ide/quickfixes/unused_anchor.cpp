// An anchor that no alias names can go.
#include <algorithm>

#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

yaml::Node anchoredAt(const ActionScope& scope) {
  const yaml::Tree& tree = scope.document.yaml();
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const yaml::Node node = tree.node(id);
    if (!node.anchor().empty() && touches(node.anchorSpan(), scope.range)) return node;
  }
  return {};
}

// What is told has its own repair.
bool isTold(const ActionScope& scope, yaml::Node anchored) {
  return std::ranges::any_of(scope.issues, [&](const schema::Issue& issue) {
    return issue.code == "yaml.unused-anchor" && issue.span == anchored.anchorSpan();
  });
}

bool isUsed(const yaml::Tree& tree, yaml::Node anchored) {
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const yaml::Node node = tree.node(id);
    if (node.isAlias() && node.resolved() == anchored) return true;
  }
  return false;
}

}  // namespace

void removeUnusedAnchor(const ActionScope& scope, std::vector<CodeAction>& found) {
  if (scope.document.text->find('&') == std::string::npos) return;
  const yaml::Node node = anchoredAt(scope);
  if (!node || isTold(scope, node) || isUsed(scope.document.yaml(), node)) return;
  Span span = node.anchorSpan();
  const std::string& text = *scope.document.text;
  if (span.end < text.size() && text[span.end] == ' ') {
    while (span.end < text.size() && text[span.end] == ' ') ++span.end;
  } else if (span.begin > 0 && text[span.begin - 1] == ' ') {
    --span.begin;
  }
  CodeAction action;
  action.title = "remove the anchor '&" + std::string(node.anchor()) + "' that no alias names";
  action.edits = {{span, ""}};
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
