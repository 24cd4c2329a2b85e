// What the validator says, in words. Private to schema/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/scalar_check.h"
#include "schema/schema.h"

namespace footplate::schema {

// "expected an integer, not 'many'"
std::string typeMessage(yaml::Node value, TypeSet wanted, Typing typing);
// "unknown value 'trian', did you mean 'train'?" with the values there are, when they are few.
std::string valueMessage(yaml::Node value, const std::vector<yaml::Node>& allowed, std::string_view nearest);
// "unknown key 'enviroment', did you mean 'environment'?"
std::string keyMessage(std::string_view key, const std::vector<std::string>& allowed,
                       std::string_view nearest);
// Of a fault in size, form or range.
std::string limitMessage(ScalarFault fault, yaml::Node value, const SchemaNode& schema);

// "'a', 'b' or 'c'"; long lists end with "…".
std::string quotedList(const std::vector<std::string>& words, std::string_view lastJoin);
// A text cut to a length that fits a message, in single quotes.
std::string quoted(std::string_view text);

}  // namespace footplate::schema
