// Where formatting puts the first word of each line. Private to the formatter.
#pragma once

#include <string>
#include <vector>

#include "ide/formatting/format_tokens.h"

namespace footplate::ide {

constexpr int keepColumn = -1;  // the line stays as it is

// The new column of every line's first character that is no blank.
std::vector<int> formatColumns(const yaml::Tree& tree, const std::vector<FormatToken>& tokens, int tabSize);

}  // namespace footplate::ide
