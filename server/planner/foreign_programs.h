// Languages that an image would bring and a machine without containers may lack.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// The first program a command starts: "Rscript" of "set -e && Rscript iris.R". "" where it cannot be told, as
// behind `if`, after an installer, or where PATH was changed.
std::string firstProgram(std::string_view command);

// unsupported where a plan or one of its steps begins with an interpreter that is not on this machine and
// that no package of its environment gives. Looks at PATH.
Result<void> checkPrograms(const runner::RunPlan& plan);

}  // namespace footplate::planner
