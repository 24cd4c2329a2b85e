#include "ide/quickfixes/quick_fix.h"

#include <algorithm>
#include <utility>

#include "ide/quickfixes/edits.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {

std::vector<QuickFix> quickFixes(const Document& document, const std::vector<schema::Issue>& issues,
                                 Span range) {
  std::vector<QuickFix> found;
  for (const schema::Issue& issue : issues) {
    if (!touches(issue.span, range)) continue;
    for (const schema::Fix& fix : issue.fixes) {
      QuickFix one{fix.title, fix.edits, issue, issue.fixes.size() == 1 && !fix.isChoice};
      if (!finishEdits(document, one.edits)) continue;
      const bool known = std::ranges::any_of(found, [&](const QuickFix& other) {
        return other.title == one.title && other.issue.span == one.issue.span;
      });
      if (!known) found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace footplate::ide
