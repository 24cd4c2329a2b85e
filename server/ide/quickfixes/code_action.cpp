#include "ide/quickfixes/code_action.h"

#include <algorithm>

#include "base/strings.h"
#include "ide/quickfixes/fixes.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostOfOneFix = 100;  // in a menu; a whole document may be selected

bool isBelow(std::string_view kind, std::string_view asked) {
  return asked.empty() || kind == asked || (kind.starts_with(asked) && kind[asked.size()] == '.');
}

bool isWanted(std::string_view kind, const std::vector<std::string>& only) {
  if (only.empty()) return !isBelow(kind, "source");
  return std::ranges::any_of(only, [&](const std::string& asked) { return isBelow(kind, asked); });
}

bool isElsewhereToo(const CodeAction& action) {
  return !action.newFiles.empty() || !action.moreLines.empty();
}

// The same edits may be found by two fixes, whatever they call them, or for two issues of one place.
bool isKnown(const std::vector<CodeAction>& actions, const CodeAction& one) {
  return std::ranges::any_of(actions, [&](const CodeAction& other) {
    const bool sameEdits = other.edits == one.edits;
    if (other.title != one.title)
      return sameEdits && !one.edits.empty() && !isElsewhereToo(one) && !isElsewhereToo(other);
    return sameEdits || other.repaired.empty() || one.repaired.empty() ||
           other.repaired.front().span == one.repaired.front().span;
  });
}

bool isWhole(const ActionScope& scope, CodeAction& action) {
  if (action.deferred) return true;
  return orderEdits(scope.document, action.edits) || (action.edits.empty() && isElsewhereToo(action));
}

void defer(CodeAction& action) {
  action.deferred = true;
  action.edits.clear();
  action.newFiles.clear();
  action.moreLines.clear();
}

}  // namespace

std::vector<CodeAction> codeActions(const ActionScope& scope, const std::vector<std::string>& only) {
  std::vector<CodeAction> actions;
  for (const FixRow& row : fixTable()) {
    if (!isWanted(row.kind, only)) continue;
    // The tree of a file of patterns says nothing, and no comment stands behind a pattern.
    if (!scope.document.isYaml() && row.find != fixIssues) continue;
    std::vector<CodeAction> found;
    row.find(scope, found);
    std::size_t offered = 0;
    for (CodeAction& action : found) {
      action.kind = row.kind;
      if (!isWhole(scope, action) || isKnown(actions, action)) continue;
      if (row.isCostly && scope.defers) defer(action);
      actions.push_back(std::move(action));
      if (++offered == mostOfOneFix) break;
    }
  }
  return actions;
}

}  // namespace footplate::ide
