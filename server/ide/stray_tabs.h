// Tabs between the parts of a line, as in "key:<TAB>value": YAML allows them, azure-ai-ml's reader (PyYAML)
// stops there.
//
// Each run of tabs is a warning with its repair. Tabs in quotes, block texts and comments are text; those
// that indent a line are told by the tree; a document in JSON is read by other readers. Any thread.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

void checkStrayTabs(const Document& document, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
