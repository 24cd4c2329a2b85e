// A pipeline job's document as a run plan whose steps are plans themselves.
#pragma once

#include "base/result.h"
#include "planner/planner.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// The document has passed its checks. Components are read, what is bound to a known value is given it, and
// what flows from step to step stays a binding (runner/pipeline.h). unsupported, naming step and kind, where
// a step is of a kind that cannot run; notFound or invalid for components, data and code that cannot be had.
Result<runner::RunPlan> planPipelineJob(const PlanRequest& request);

}  // namespace footplate::planner
