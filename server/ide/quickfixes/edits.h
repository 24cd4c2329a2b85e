// The edits of a repair on their way into a document.
//
//   std::vector<schema::Edit> edits = fix.edits;
//   if (finishEdits(document, edits)) show(applyEdits(*document.text, edits));
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Puts edits in the order of the text and gives their line ends the document's form. False when two overlap,
// one lies outside the text, or there are none.
bool orderEdits(const Document& document, std::vector<schema::Edit>& edits);

// The same for edits that were made without a look at how the document is written: what they add between
// braces stands as what is there, and as JSON between those of JSON.
bool finishEdits(const Document& document, std::vector<schema::Edit>& edits);

// The text with ordered edits applied.
std::string applyEdits(std::string_view text, const std::vector<schema::Edit>& edits);

}  // namespace footplate::ide
