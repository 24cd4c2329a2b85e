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
  action.repaired = std::move(fixed->repaired);
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
