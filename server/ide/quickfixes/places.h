// What the fixes share: the node at the cursor, texts of nodes, lines. Private to ide/quickfixes/.
#pragma once

#include <string>
#include <string_view>

#include "ide/quickfixes/code_action.h"
#include "yaml/tree.h"

namespace footplate::ide {

bool touches(Span a, Span b);

// The scalar at the cursor that is a value, not a key; no node elsewhere.
yaml::Node valueAt(const ActionScope& scope);

std::string_view textOf(const Document& document, Span span);

// From the node's anchor or tag on.
Offset startWithProperties(yaml::Node node);

// Whether an anchor, an alias or a tag stands in the node or below: such a text means something only where it
// is.
bool belongsHere(yaml::Node node);
// Likewise of what stands below the node.
bool partsBelongHere(yaml::Node node);

// Whether aliases may read the node elsewhere: an anchor stands on it, or around it but not around `place`.
bool mayBeShared(yaml::Node node, Offset place);

bool holdsComment(const Document& document, Span span);

// Whether two nodes say the same, in whatever style.
bool sameContent(yaml::Node a, yaml::Node b);

// Whether the text is no right YAML: then nobody knows what it says, and nothing is rewritten.
bool isBroken(const Document& document);
// Whether lines of it may be read as nobody meant them: more than that a key stands twice.
bool isMisread(const Document& document);

// Whether the document is of a retired dialect, whose parts make no files of today.
bool isRetired(const ActionScope& scope);

// The name of a component in a file: small letters, digits and '_'.
std::string componentName(std::string_view file);

// Where the entry of a line begins whose first character is at `first`: behind its dashes, npos where nothing
// follows them.
std::size_t entryOf(std::string_view line, std::size_t first);

// Lines without their first `columns` blanks, each ended by LF.
std::string outdented(std::string_view text, std::size_t columns);

// The text of a block or flow mapping as the content of a file of its own: entries from column 0 on, lines
// parted by LF; "" when it cannot stand alone. An anchor of its own is left out.
std::string asFileContent(const Document& document, yaml::Node mapping);

// "NAME.yml" beside the document, or "NAME-2.yml" and so on where that is taken; "" when all are.
std::string freeFileName(const ActionScope& scope, std::string_view name);

}  // namespace footplate::ide
