// All that is wrong with a document, in the order of its text. The editor and `footplate validate` show the
// same list.
//
// More than an editor can show help nobody: of very many the most severe are kept, so that a file with an
// error is never taken for a right one, and what was left out is counted.
#pragma once

#include <cstddef>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

struct Diagnosis {
  std::vector<schema::Issue> issues;
  std::size_t unshown = 0;  // left out
};

// Nothing for a document that has neither a kind nor a user's schema (unless Settings::otherYaml).
Diagnosis diagnose(const Document& document, const Workspace& workspace);
// The issues alone, for who repairs or counts.
std::vector<schema::Issue> diagnostics(const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
