// Repairs the user can choose at a place: each is a set of edits of this document.
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

struct QuickFix {
  std::string title;
  std::vector<schema::Edit> edits;  // in the order of the text, never overlapping
  schema::Issue issue;              // what it repairs
  bool preferred = false;           // the only repair of its issue, and no choice
};

// The repairs of those `issues` (as diagnostics() gave them) that touch `range`.
std::vector<QuickFix> quickFixes(const Document& document, const std::vector<schema::Issue>& issues,
                                 Span range);

}  // namespace footplate::ide
