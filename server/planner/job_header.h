// What every job says of itself, whatever it runs.
#pragma once

#include <string>

#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

// name, display_name, description, experiment_name (else the name of `folder`, where the file is), tags and
// properties.
void readJobHeader(yaml::Node job, const std::string& folder, runner::RunPlan& plan);

}  // namespace footplate::planner
