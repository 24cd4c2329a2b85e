// `--set KEY=VALUE`: values changed in the text before it is checked, so that what is checked is what runs.
//
//   applyOverrides("inputs:\n  lr: 0.1\n", "/p/job.yml", {"inputs.lr=0.5"}, "/p", workspace);   // "inputs:\n
//   lr: 0.5\n"
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ide/workspace.h"

namespace footplate::planner {

// KEY is a dotted path ("inputs.data.path", list items by number), VALUE is YAML. A VALUE that names an
// existing file or folder relative to `folder` (where the command was typed) becomes its absolute path.
// Where the schema of `file`'s kind takes a text only, a number is one. Comments and all other text stay.
// usage error naming the override that cannot be applied.
Result<std::string> applyOverrides(const std::string& text, const std::string& file,
                                   const std::vector<std::string>& overrides, const std::string& folder,
                                   const ide::Workspace& workspace);

}  // namespace footplate::planner
