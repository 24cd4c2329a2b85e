// Snippets where none can be: for clients that know none, in fixes. The text with its first choices and no
// stops.
#pragma once

#include <string>
#include <string_view>

namespace footplate::schema {

// "type: ${1|command,sweep|}\nname: $0" -> "type: command\nname: "; escapes are taken off.
std::string flattenSnippet(std::string_view snippet);

}  // namespace footplate::schema
