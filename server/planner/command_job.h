// A command job's document as a run plan.
#pragma once

#include "base/result.h"
#include "planner/planner.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// The document has passed its checks. What is relative in it is made absolute against its folder.
Result<runner::RunPlan> planCommandJob(const PlanRequest& request);

}  // namespace footplate::planner
