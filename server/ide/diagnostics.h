// All that is wrong with a document, in the order of its text. The editor and `footplate validate` show the
// same list.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Nothing for a document that has neither a kind nor a user's schema (unless Settings::otherYaml).
std::vector<schema::Issue> diagnostics(const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
