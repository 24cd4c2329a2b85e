// Looks up what the document refers to: files beside it, assets of the project.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// `file.missing`, `file.not-a-file`, `file.not-a-folder`, `file.other-kind`, and the hint
// `name.unknown-<kind>` for kinds of which the project knows assets.
void checkReferences(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
