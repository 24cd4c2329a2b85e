// A v1 run configuration (`.runconfig`) as the run plan of a command.
#pragma once

#include "base/result.h"
#include "planner/planner.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// The document has passed its checks. Its source folder is what runs. unsupported, naming it, for a target or
// framework that has no engine; invalid where nothing says what to run.
Result<runner::RunPlan> planRunconfig(const PlanRequest& request);

}  // namespace footplate::planner
