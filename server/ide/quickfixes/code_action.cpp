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

// The title says it all: the same edit may be found by two fixes, or for two issues of one place.
bool isKnown(const std::vector<CodeAction>& actions, const CodeAction& one) {
  return std::ranges::any_of(actions, [&](const CodeAction& other) {
    return other.title == one.title &&
           (other.repaired.empty() || one.repaired.empty() || other.edits == one.edits ||
            other.repaired.front().span == one.repaired.front().span);
  });
}

bool isWhole(const ActionScope& scope, CodeAction& action) {
  if (action.deferred) return true;
  const bool isElsewhere = !action.newFiles.empty() || !action.moreLines.empty();
  return orderEdits(scope.document, action.edits) || (action.edits.empty() && isElsewhere);
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

bool orderEdits(const Document& document, std::vector<schema::Edit>& edits) {
  const std::string& text = *document.text;
  std::stable_sort(edits.begin(), edits.end(),
                   [](const schema::Edit& a, const schema::Edit& b) { return a.span.begin < b.span.begin; });
  const bool crlf = text.find("\r\n") != std::string::npos;
  Offset end = 0;
  for (schema::Edit& edit : edits) {
    if (edit.span.begin < end || edit.span.end < edit.span.begin || edit.span.end > text.size()) return false;
    end = edit.span.end;
    if (crlf) edit.newText = replaceAll(replaceAll(std::move(edit.newText), "\r\n", "\n"), "\n", "\r\n");
  }
  return !edits.empty();
}

std::string applyEdits(std::string_view text, const std::vector<schema::Edit>& edits) {
  std::string after;
  Offset at = 0;
  for (const schema::Edit& edit : edits) {
    after.append(text.substr(at, edit.span.begin - at));
    after += edit.newText;
    at = edit.span.end;
  }
  return after.append(text.substr(at));
}

}  // namespace footplate::ide
