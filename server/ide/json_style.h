// Text between braces that is JSON, and what is added to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Whether the nearest braces around a node, its own among them, that have keys have all of them in double
// quotes. `own`, a key that is being typed, does not count.
bool isInJson(yaml::Node node, yaml::Node own = {});

// A text of one line in double quotes, as JSON and YAML read it.
std::string inDoubleQuotes(std::string_view text);

// A plain value of one line as JSON writes it: in double quotes unless it is a number, a word of JSON or in
// brackets.
std::string asJsonValue(std::string_view value);

// Entries that edits add behind a "{" of JSON, "type: kubernetes, ", and values that they put in the place of
// others, as JSON writes them.
void writeAddedAsJson(const Document& document, std::vector<schema::Edit>& edits);

}  // namespace footplate::ide
