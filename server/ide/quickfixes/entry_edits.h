// Entries and items put into a document, taken out of it or exchanged, as it is written there: in lines of a
// block, between brackets, as JSON. Private to ide/quickfixes/.
//
// Nothing comes back where the text cannot be changed by itself: an alias stands for it, or a comment would
// go.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"
#include "yaml/tree.h"

namespace footplate::ide {

// The entry of a key goes, with its lines where it has them to itself.
std::optional<schema::Edit> entryRemoved(const Document& document, yaml::Node key);
// Likewise, and the key of its mapping with it where it was the only entry: an empty `inputs:` says nothing.
std::optional<schema::Edit> entryRemovedWithGroup(const Document& document, yaml::Node key);
// An item of a list goes.
std::optional<schema::Edit> itemRemoved(const Document& document, yaml::Node item);

// Two scalars change places.
std::vector<schema::Edit> exchanged(const Document& document, yaml::Node one, yaml::Node other);

// What is added: `value` is written on one line and holds for flow and block style.
struct NewEntry {
  std::string key;
  std::string value;
};

// The last entries of a mapping, or of a key without a value; the first ones between braces.
std::optional<schema::Edit> entriesAdded(const Document& document, yaml::Node mapping,
                                         const std::vector<NewEntry>& entries);
// Likewise in `group` of a body ("inputs"), which is made where it is not there.
std::optional<schema::Edit> entriesAddedIn(const Document& document, yaml::Node body, std::string_view group,
                                           const std::vector<NewEntry>& entries);

// A text in the quotes of the scalar that it takes the place of.
schema::Edit scalarChanged(yaml::Node scalar, std::string_view text);

// Whether the document is JSON: every key around and below its root stands in double quotes, between braces.
bool isJson(const Document& document);

}  // namespace footplate::ide
