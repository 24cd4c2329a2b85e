// Spaces in the place of a tab: as many as put the line where it belongs.
#pragma once

#include <optional>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// `span` is that of a `yaml.tab-indentation` issue. The columns that are open above the line are tried, and
// the one where the document has the fewest faults is taken; in a long document the first that the tab may
// have meant. Nothing where no column makes the document better.
std::optional<schema::Fix> indentWithSpaces(const Document& document, Span span);

}  // namespace footplate::ide
