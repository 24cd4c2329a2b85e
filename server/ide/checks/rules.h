// Rules that a schema cannot say: one file of rules per document kind (rules_<kind>.cpp, conda.cpp).
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Adds what the rules of the document's kind find. Nothing for kinds without rules.
void checkRules(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
