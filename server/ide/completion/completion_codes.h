// The codes of remarks and their families, where a document names them.
#pragma once

#include "ide/completion/completion_parts.h"

namespace footplate::ide {

// As keys below `severity:` of .footplate/config.yml.
void completeSeverityKeys(const CompletionRequest& request, CompletionItems& items);
// Between the brackets of "# footplate: ignore[…]"; false when the cursor is in none.
bool completeSilencedCodes(const CompletionRequest& request, CompletionItems& items);

}  // namespace footplate::ide
