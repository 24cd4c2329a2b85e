// `file.`: the scripts that a document starts are in its code folder, and are sent with it.
#pragma once

#include <vector>

#include "ide/document.h"
#include "ide/workspace.h"
#include "schema/issue.h"

namespace footplate::ide {

// Warnings of what a command starts: it may make its script, or bring it along in a way that is not seen
// here. Errors of what azure-ai-ml looks for itself.
void checkScripts(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
