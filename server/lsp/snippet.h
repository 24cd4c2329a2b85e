// Snippets for clients that know none: the text with its first choices and no stops.
#pragma once

#include <string>
#include <string_view>

namespace footplate::lsp {

// "type: ${1|command,sweep|}\nname: $0" -> "type: command\nname: "; escapes are taken off.
std::string flattenSnippet(std::string_view snippet);

}  // namespace footplate::lsp
