#include "ide/quickfixes/quick_fix.h"

#include <algorithm>

#include "ide/json_style.h"

namespace footplate::ide {
namespace {

bool touches(Span a, Span b) {
  return a.begin <= b.end && b.begin <= a.end;
}

// Edits in the order of the text; nothing when two overlap or one lies outside the text.
bool orderEdits(std::vector<schema::Edit>& edits, std::size_t textSize) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const schema::Edit& a, const schema::Edit& b) { return a.span.begin < b.span.begin; });
  Offset end = 0;
  for (const schema::Edit& edit : edits) {
    if (edit.span.begin < end || edit.span.end < edit.span.begin || edit.span.end > textSize) return false;
    end = edit.span.end;
  }
  return !edits.empty();
}

}  // namespace

std::vector<QuickFix> quickFixes(const Document& document, const std::vector<schema::Issue>& issues,
                                 Span range) {
  std::vector<QuickFix> found;
  for (const schema::Issue& issue : issues) {
    if (!touches(issue.span, range)) continue;
    for (const schema::Fix& fix : issue.fixes) {
      QuickFix one{fix.title, fix.edits, issue, issue.fixes.size() == 1};
      writeAddedAsJson(document, one.edits);
      if (!orderEdits(one.edits, document.text->size())) continue;
      const bool known = std::any_of(found.begin(), found.end(), [&](const QuickFix& other) {
        return other.title == one.title && other.issue.span == one.issue.span;
      });
      if (!known) found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace footplate::ide
