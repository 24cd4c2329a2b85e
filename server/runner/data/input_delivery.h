// An input as the job finds it: what its type and mode promise, on this machine.
//
//   download               a copy of the job's own, which it may change
//   ro_mount (the default) what the job cannot change: a read-only copy while that is small or costs nothing
//                          (reflinks), else a read-only view of the data, else a copy, which is said
//   rw_mount               the data itself
//   eval_mount, eval_download   of a table: a folder with the files it names
//   direct                 the URI as text, nothing is fetched
//
//   DeliveryContext context{plan, work + "/inputs", cacheFolder, say};
//   auto value = deliverInput(plan.inputs[0], context, stop);    // what ${{inputs.x}} becomes
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "os/read_only_view.h"
#include "runner/run_plan.h"

namespace footplate::runner {

struct DeliveryContext {
  const RunPlan& plan;
  std::string folder;       // of this run, for copies: removed with the run's other temporary files
  std::string cacheFolder;  // of the user, for downloads
  std::function<void(std::string_view line)> say = {};  // for the run's log; may be empty
  std::string run = {};                                 // its id where it is one that is stored, "" for none
};

struct DeliveredInput {
  std::string value;  // what the command sees
  std::string path;   // where the data came from on this machine; "" for a literal and for direct
  std::vector<os::ReadOnlyView> views = {};  // to be made for the command (os::withViews)
};

// Errors name the input. `input` is one of the plan's.
Result<DeliveredInput> deliverInput(const PlanInput& input, const DeliveryContext& context, CancelToken stop);

}  // namespace footplate::runner
