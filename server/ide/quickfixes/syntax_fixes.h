// Repairs of YAML syntax: a missing space, a tab, a value that wants quotes.
#pragma once

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Adds the repair of a `yaml.` issue, where there is an obvious one.
void addSyntaxFix(const Document& document, schema::Issue& issue);

}  // namespace footplate::ide
