// The repairs that came with the issues: "did you mean", quotes, conversions.
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/quick_fix.h"

namespace footplate::ide {

void fixIssues(const ActionScope& scope, std::vector<CodeAction>& found) {
  for (QuickFix& fix : quickFixes(scope.document, scope.issues, scope.range)) {
    CodeAction action;
    action.title = std::move(fix.title);
    action.edits = std::move(fix.edits);
    action.repaired = {std::move(fix.issue)};
    action.preferred = fix.preferred;
    found.push_back(std::move(action));
  }
}

}  // namespace footplate::ide
