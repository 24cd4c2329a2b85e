// One command run from provisioning to tear-down, phase by phase; each group of phases has a file of its own
// (phase_*.cpp). What is one per process (lock, signals, who answers for the run) is the supervisor's.
//
// Several may run in one process, each on a thread of its own; one object belongs to one thread.
//
//   CommandRun run(store, plan, note, stop);
//   runner::RunEnd end = run.run();
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "engines/local/distribution.h"
#include "engines/local/job_process.h"
#include "engines/local/phase.h"
#include "runner/bindings.h"
#include "runner/data/output_delivery.h"
#include "runner/environments/environment.h"
#include "runner/environments/overlay.h"
#include "runner/pools/pool.h"
#include "runner/run_end.h"
#include "runner/run_plan.h"
#include "runner/supervisor_note.h"
#include "runner/tracking/tracking.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::engines {

class CommandRun {
 public:
  // `note` is what was written for this run: its token marks the job's processes. `store` outlives the
  // object.
  CommandRun(store::RunStore& store, runner::RunPlan plan, runner::SupervisorNote note, CancelToken stop);

  // Does everything, teardown included, but writing the end. Errors of ours become the end's error.
  runner::RunEnd run();

 private:
  Step phases();
  std::optional<runner::RunEnd> takeEarlier();  // phase_reuse.cpp; nothing where the step must run
  std::string keyOfStep();
  Step copyResults(const store::Run& earlier);
  Step adoptFacts(const store::Run& earlier);
  Step nameResults(const store::Run& earlier);
  store::Run firstOf(const store::Run& earlier) const;
  void sayReused(const std::string& run) const;
  void sayQueued(const std::string& why) const;
  void offerResults(const runner::RunEnd& end);
  Step takePlace();       // phase_place.cpp
  Step prepare();         // phase_environment.cpp
  Step deliver();         // phase_deliver.cpp
  Step locateInputs();    // phase_data.cpp
  Step makeOutputs();     // phase_data.cpp
  Step showInCode();      // phase_data.cpp
  Step startTracking();   // phase_tracking.cpp
  void finishTracking();  // phase_tracking.cpp
  Step runCommand();      // phase_command.cpp
  std::string limitResources(JobOptions& options);
  Result<JobOutcome> runOne(JobOptions options, const std::string& joining, const RankedProcess& process);
  Result<JobOutcome> runAll(JobOptions options, const std::string& joining,
                            const std::vector<RankedProcess>& processes);
  Result<JobOutcome> runMpi(JobOptions options, const std::string& joining, const std::string& mpirun,
                            const std::vector<RankedProcess>& processes);
  Step keepOutputs();  // phase_data.cpp
  void finalise();

  // Records the status and the phase; canceled when the record says that this is wanted.
  Step enter(store::RunStatus status, const std::string& phase,
             const std::function<void(store::Run&)>& more = {});
  void describe(store::Run& run) const;
  Step linkIntoWork(const std::string& name, const std::string& target);
  // A line of ours in the run's own log.
  void say(std::string_view line) const;
  runner::RunEnd endOf(const Step& done) const;
  store::RunError failureOf(const JobOutcome& outcome) const;

  store::RunStore& store_;
  runner::RunPlan plan_;
  CancelToken stop_;
  store::RunFolder folder_;
  std::string cache_;
  runner::SupervisorNote note_;
  std::optional<runner::Lease> lease_;
  runner::PreparedEnvironment environment_;
  std::optional<runner::Overlay> overlay_;
  std::string bin_;
  runner::BindingValues values_;
  std::map<std::string, std::string> inputPaths_;  // where the data came from
  std::vector<os::ReadOnlyView> views_;            // inputs that the command shall see read-only
  std::map<std::string, runner::PreparedOutput> outputs_;
  std::unique_ptr<runner::Tracking> tracking_;
  std::optional<JobOutcome> outcome_;
  std::string stepKey_;  // runner::stepKey; "" where results are neither taken nor offered
};

}  // namespace footplate::engines
