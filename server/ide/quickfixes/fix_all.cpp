// All safe repairs of the file at once.
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/safe_fixes.h"

namespace footplate::ide {

namespace {

constexpr std::string_view title = "repair all that can be repaired safely";

// Whether the repairs go together is seen when they are made: that takes the judging of whole documents.
void announce(const ActionScope& scope, std::vector<CodeAction>& found) {
  CodeAction action;
  action.title = title;
  action.deferred = true;
  action.repaired = safeOnes(scope.document, scope.issues);
  if (!action.repaired.empty()) found.push_back(std::move(action));
}

}  // namespace

void fixAll(const ActionScope& scope, std::vector<CodeAction>& found) {
  if (scope.defers) return announce(scope, found);
  auto fixed = fixSafely(scope.document, scope.workspace, scope.issues);
  if (!fixed) return;
  CodeAction action;
  action.title = title;
  action.edits = std::move(fixed->edits);
  for (Repair& repair : fixed->repairs) {
    if (!repair.follows) action.repaired.push_back(std::move(repair.issue));
  }
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
