// `footplate run`: a job's command in the code folder itself, with its environment, on the caller's terminal.
// No snapshot, no record, no tracking; when it returns, nothing of the job is left.
#pragma once

#include <functional>
#include <string_view>

#include "base/cancel.h"
#include "base/result.h"
#include "os/process.h"
#include "runner/run_plan.h"

namespace footplate::engines {

struct InPlaceOptions {
  std::function<void(std::string_view)> say;  // progress of the environment
  bool outputToError = false;                 // the command's standard output goes to standard error
};

// How the command ended. A stop is passed on as SIGINT, then SIGTERM and SIGKILL to whoever stays.
// unsupported for a pipeline; the errors of environment and inputs. Main thread only.
Result<os::ExitStatus> runInPlace(const runner::RunPlan& plan, const InPlaceOptions& options,
                                  CancelToken stop);

}  // namespace footplate::engines
