// A file's text replaced by its repaired one: whole or not at all, permissions kept, links followed.
#pragma once

#include <string>

#include "base/result.h"

namespace footplate::commands {

// Texts are without a byte order mark; the file keeps its own. conflict when the file is not `before` any
// more.
Result<void> writeRepaired(const std::string& path, const std::string& before, const std::string& after);

}  // namespace footplate::commands
