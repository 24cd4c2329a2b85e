// Rules of MLTable files.
#include <string>

#include "ide/checks/rule_parts.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

bool isReader(Node step) {
  const std::string_view name = step.isScalar() ? step.text() : (*step.entries().begin()).key.text();
  return name.starts_with("read_") || name == "load";
}

void checkPaths(Node paths, const RuleScope& scope) {
  for (Node item : paths.resolved().items()) {
    const Node path = item.resolved();
    if (!path.isMapping() || path.size() < 2) continue;
    const Node second = (*++path.entries().begin()).key;
    scope.add(second.span(), Severity::error, "rule.mltable",
              "an item of 'paths' is one 'file', one 'folder' or one 'pattern'; begin a new item");
  }
}

}  // namespace

void checkMltable(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  checkPaths(root.find("paths"), scope);
  bool first = true;
  for (Node item : root.find("transformations").resolved().items()) {
    const Node step = item.resolved();
    const bool named = (step.isMapping() && step.size() > 0) || step.isScalar();
    if (named && isReader(step) && !first)
      scope.add(step.isScalar() ? step.span() : (*step.entries().begin()).key.span(), Severity::warning,
                "rule.mltable", "files are read by the first transformation, and once");
    first = false;
  }
}

}  // namespace footplate::ide
