// Repairs of YAML syntax: a missing space, a tab, a value that wants quotes.
#pragma once

#include <span>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Adds the repairs of `yaml.` issues, where there are obvious ones.
void addSyntaxFixes(const Document& document, std::span<schema::Issue> issues);

}  // namespace footplate::ide
