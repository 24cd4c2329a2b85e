// What the copies of a loop's step gave, put together: data as a table that names each one's, single values
// as a JSON list.
#pragma once

#include "engines/local/phase.h"
#include "runner/data/output_delivery.h"
#include "runner/pipeline.h"

namespace footplate::engines {

// `values` has what each step of `loop` gave; `outputs` where the loop's own are to be written.
Step gatherOutputs(const runner::RunPlan& loop, const runner::PipelineValues& values,
                   const std::map<std::string, runner::PreparedOutput>& outputs);

}  // namespace footplate::engines
