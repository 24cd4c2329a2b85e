// All keys that a mapping must have, added at once.
#include "ide/json_style.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

bool addsKey(const schema::Issue& issue) {
  return issue.code == "schema.missing-key" && issue.fixes.size() == 1 &&
         issue.fixes.front().title.starts_with("add ") && issue.fixes.front().edits.size() == 1;
}

// Two keys put into "{}" need a comma between them.
void partFlowEntries(const Document& document, std::vector<schema::Edit>& edits) {
  for (std::size_t i = 0; i + 1 < edits.size(); ++i) {
    const schema::Edit& edit = edits[i];
    const bool inFlow = edit.span.begin > 0 && (*document.text)[edit.span.begin - 1] == '{';
    if (inFlow && !edit.newText.ends_with(", ")) edits[i].newText += ", ";
  }
}

}  // namespace

void addMissingKeys(const ActionScope& scope, std::vector<CodeAction>& found) {
  const schema::Issue* first = nullptr;
  CodeAction action;
  for (const schema::Issue& issue : scope.issues) {
    if (!addsKey(issue) || !touches(issue.span, scope.range)) continue;
    if (first && first->span != issue.span) continue;
    if (!first) first = &issue;
    action.edits.push_back(issue.fixes.front().edits.front());
    action.repaired.push_back(issue);
  }
  if (action.edits.size() < 2) return;
  writeAddedAsJson(scope.document, action.edits);
  partFlowEntries(scope.document, action.edits);
  action.title = "add all " + std::to_string(action.edits.size()) + " missing keys";
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
