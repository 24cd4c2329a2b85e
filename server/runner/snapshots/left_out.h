// Why one path of a code folder is not part of its snapshot, without a walk over the folder.
#pragma once

#include <optional>
#include <string>

#include "runner/snapshots/ignore_rules.h"

namespace footplate::runner {

// The line that leaves out `path`, or a folder on the way to it; nothing for what is sent, for paths outside
// of `code` and where rules cannot be read. Both absolute. Any thread.
std::optional<IgnoreRules::Verdict> ruleAgainst(const std::string& code, const std::string& path);

}  // namespace footplate::runner
