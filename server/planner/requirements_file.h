// pip's requirement lines as they are written in conda files and in files of their own: what they include is
// taken in their place, what they limit is kept apart, paths become absolute.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "ide/workspace.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// One entry of a `pip:` list into `spec.pip` and `spec.constraints`; relative paths start at `folder`.
// notFound for a file that is included and not there, invalid for files that include each other.
Result<void> addRequirement(std::string_view line, const std::string& folder, const ide::Workspace& workspace,
                            runner::EnvironmentSpec& spec);

// The file that a line includes or is limited by, as written: "-r dev.txt" -> "dev.txt"; "" for another line
// and for one of the web.
std::string includedFile(std::string_view line);

}  // namespace footplate::planner
