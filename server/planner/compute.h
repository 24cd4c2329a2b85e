// Where a run goes: `.footplate/compute/<name>.yml` of the project alone decides.
#pragma once

#include <string>

#include "base/result.h"
#include "planner/command_body.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// Sets the plan's compute. `reference` is the text of a `compute:` ("azureml:cpu-cluster", a bare name, an
// ARM id), "" for local. One note where the name is not known here and the run goes to local. invalid for
// what cannot name a compute, unsupported for one of a type that has no engine.
Result<void> chooseCompute(const std::string& reference, const BodyContext& context, runner::RunPlan& plan);

}  // namespace footplate::planner
