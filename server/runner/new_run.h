// The record a run begins with.
#pragma once

#include <string>

#include "runner/run_plan.h"
#include "store/run_record.h"

namespace footplate::runner {

// What the plan says of the run; NotStarted, without a handle. A step's name is its property
// "footplate.step".
store::Run newRun(const RunPlan& plan, const std::string& engine, TimeMs created);

}  // namespace footplate::runner
