// What edits change in a text, as a patch that `patch` and `git apply` take.
#pragma once

#include <string>
#include <vector>

#include "schema/issue.h"

namespace footplate::commands {

// `edits` are ordered and do not overlap.
std::string unifiedDiff(const std::string& path, const std::string& before,
                        const std::vector<schema::Edit>& edits);

}  // namespace footplate::commands
