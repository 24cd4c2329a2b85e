// What happens to a new line: it is indented as what stands above asks for, in brackets as formatting does.
// Reads the lines above it and the tree; any thread.
//
//   onNewLine(document, at);  // behind "inputs:\n" the cursor moves below the key
#pragma once

#include <vector>

#include "ide/formatting/formatting.h"

namespace footplate::ide {

// `at` is on the new line. No edit where the line is good as it is, or holds more than one word's beginning.
std::vector<schema::Edit> onNewLine(const Document& document, Offset at, const FormatOptions& options);

}  // namespace footplate::ide
