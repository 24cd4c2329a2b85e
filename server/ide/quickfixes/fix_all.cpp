// All safe repairs of the file at once.
#include "ide/quickfixes/fixes.h"
#include "ide/safe_fixes.h"

namespace footplate::ide {

void fixAll(const ActionScope& scope, std::vector<CodeAction>& found) {
  auto fixed = fixSafely(scope.document, scope.workspace, scope.issues);
  if (!fixed) return;
  CodeAction action;
  action.title = "repair all that can be repaired safely";
  action.edits = std::move(fixed->edits);
  for (Repair& repair : fixed->repairs) {
    if (!repair.follows) action.repaired.push_back(std::move(repair.issue));
  }
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
