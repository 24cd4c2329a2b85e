// What "expand selection" selects, from a word to the whole text. Linear in the nesting; any thread.
//
//   selection(document, at);  // of "b: one": the spans of `one`, of `b: one`, of the mapping, of everything
#pragma once

#include <vector>

#include "ide/document.h"

namespace footplate::ide {

// Innermost first; each holds the one before it and is larger.
std::vector<Span> selection(const Document& document, Offset at);

}  // namespace footplate::ide
