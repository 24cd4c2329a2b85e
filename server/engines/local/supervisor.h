// One run from its record to its end, phase by phase. Used by superviseMain alone, on the main thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/cancel.h"
#include "engines/local/job_process.h"
#include "os/lock_file.h"
#include "runner/bindings.h"
#include "runner/environment.h"
#include "runner/output_delivery.h"
#include "runner/run_end.h"
#include "runner/run_plan.h"
#include "runner/supervisor_note.h"
#include "runner/tracking.h"
#include "store/run_store.h"

namespace footplate::engines {

class Supervisor {
 public:
  Supervisor(store::RunStore& store, runner::RunPlan plan, CancelToken stop);

  // Does everything, teardown included, but writing the end. Errors of ours become the end's error.
  runner::RunEnd run();

 private:
  // Why a phase could not be done: the code and message of the run's error.
  using Step = tl::expected<void, store::RunError>;

  Result<void> announce();
  Step phases();
  Step takePlace();
  Step prepare();
  Step deliver();
  Step locateInputs();
  Step makeOutputs();
  Step startTracking();
  Step runCommand();
  Step keepOutputs();
  void finalise();

  // Records the status and the phase; canceled when the record says that this is wanted.
  Step enter(store::RunStatus status, const std::string& phase,
             const std::function<void(store::Run&)>& more = {});
  Step linkIntoWork(const std::string& name, const std::string& target);
  void say(std::string_view line);

  store::RunStore& store_;
  runner::RunPlan plan_;
  CancelToken stop_;
  store::RunFolder folder_;
  std::string cache_;
  runner::SupervisorNote note_;
  std::optional<os::LockFile> slot_;
  runner::PreparedEnvironment environment_;
  std::string bin_;
  runner::BindingValues values_;
  std::map<std::string, std::string> inputPaths_;
  std::map<std::string, runner::PreparedOutput> outputs_;
  std::unique_ptr<runner::Tracking> tracking_;
  std::optional<JobOutcome> outcome_;
};

}  // namespace footplate::engines
