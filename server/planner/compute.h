// Where a run goes: `.footplate/compute/<name>.yml` of the project alone decides.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "planner/planner.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// "azureml:cpu-cluster" -> "cpu-cluster"; an ARM id -> its last part; "" -> "local".
std::string computeName(std::string_view reference);

// Sets the plan's compute to `name`, with one note where it is not known here and the run goes to local.
// invalid for what cannot name a compute, unsupported for one of a type that has no engine.
Result<void> chooseCompute(const std::string& name, const PlanRequest& request, runner::RunPlan& plan);

}  // namespace footplate::planner
