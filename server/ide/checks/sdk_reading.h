// Good YAML at which azure-ai-ml's reader (PyYAML) stops: tabs between the parts of a line
// ("key:<TAB>value"), and several documents in one file.
//
// Tabs in quotes, block texts and comments are text; those that indent a line are told by the tree; a
// document in JSON is read by other readers. Warnings; any thread.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

void checkSdkReading(const Document& document, std::vector<schema::Issue>& issues);

// Whether a later document of a file says by its `$schema` that it is of another kind than the first.
bool isOfAnotherKind(const Document& document, yaml::Node root);

}  // namespace footplate::ide
