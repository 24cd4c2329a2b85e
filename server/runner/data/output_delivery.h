// Named outputs: where the command writes them, and what becomes of them when it has ended well.
//
// Every output can be looked at in named-outputs/NAME of the run while the job runs. rw_mount (the default)
// writes straight to the path the file asks for, upload writes there when the command has ended, direct gives
// the URI as text.
//
//   auto output = prepareOutput(plan.outputs[0], plan, folder);     // output->value is ${{outputs.x}}
//   finishOutput(plan.outputs[0], *output, plan, stop);             // copies, registers
#pragma once

#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/run_plan.h"
#include "store/run_folder.h"

namespace footplate::runner {

struct PreparedOutput {
  std::string value;   // what the command sees
  std::string path;    // where it is at the end
  std::string writes;  // where the command writes it; another than `path` for uploads
};

// Before a long job or pipeline: conflict where an output is to be registered by a version that is there
// already. A step whose results may be an earlier one's is not asked.
Result<void> checkNewAssets(const RunPlan& plan);

// Makes the folders. Errors name the output.
Result<PreparedOutput> prepareOutput(const PlanOutput& output, const RunPlan& plan,
                                     const store::RunFolder& folder);

// Copies an upload to its place and registers the output as an asset where its name is given. The asset as
// text ("azureml:iris-model:3"), "" where none was wanted. notFound where the command has written nothing
// that could be registered; canceled when the token stops, with what was copied until then left there.
Result<std::string> finishOutput(const PlanOutput& output, const PreparedOutput& prepared,
                                 const RunPlan& plan, const CancelToken& stop);

}  // namespace footplate::runner
