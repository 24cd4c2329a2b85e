// Keys that stand there, though nothing reads them as keys: "path:../data" alone below its key, "code ./src"
// on a line that is told to be broken. Checks that would miss such a key ask here, so that one slip gets one
// remark.
//
//   if (lacksSpace(port.value)) return;            // told already
//   if (isOnBrokenLine(tree, "type")) return;
#pragma once

#include <initializer_list>
#include <string_view>

#include "ide/checks/rule_parts.h"

namespace footplate::ide {

// Whether the value is a text alone on the line below its key, made of one of these keys, a colon and what
// belongs behind a blank.
bool lacksSpace(yaml::Node value, std::initializer_list<std::string_view> keys);
// The same of an input or output: "type:uri_file".
bool lacksSpace(yaml::Node port);
// Tells it with its repair.
void tellLostSpace(yaml::Node value, Severity severity, const RuleScope& scope);

// Whether a line that cannot be read begins with the key.
bool isOnBrokenLine(const yaml::Tree& tree, std::string_view key);

// Whether the mapping has the key after all: misspelt, glued to its value or on a broken line.
bool hasLostKey(yaml::Node mapping, std::string_view key);

}  // namespace footplate::ide
