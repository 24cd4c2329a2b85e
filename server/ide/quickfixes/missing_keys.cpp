// All keys that a mapping must have, added at once.
#include <algorithm>

#include "base/strings.h"
#include "ide/quickfixes/edits.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

bool addsKey(const schema::Issue& issue) {
  if (issue.code != "schema.missing-key" || issue.fixes.size() != 1) return false;
  const std::vector<schema::Edit>& edits = issue.fixes.front().edits;
  return edits.size() == 1 && edits.front().span.empty();
}

// Keys put behind one "{" are one text with commas between; the last has one where others follow.
void joinFlowEntries(const Document& document, std::vector<schema::Edit>& edits) {
  constexpr std::string_view comma = ", ";
  const schema::Edit first = edits.front();
  const bool inFlow = first.span.begin > 0 && (*document.text)[first.span.begin - 1] == '{';
  if (!inFlow ||
      !std::ranges::all_of(edits, [&](const schema::Edit& edit) { return edit.span == first.span; }))
    return;
  std::vector<std::string> entries;
  for (schema::Edit& edit : edits) {
    if (edit.newText.ends_with(comma)) edit.newText.resize(edit.newText.size() - comma.size());
    entries.push_back(std::move(edit.newText));
  }
  edits = {{first.span, join(entries, comma) + std::string(first.newText.ends_with(comma) ? comma : "")}};
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
  action.title = "add all " + std::to_string(action.edits.size()) + " missing keys";
  joinFlowEntries(scope.document, action.edits);
  finishEdits(scope.document, action.edits);
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
