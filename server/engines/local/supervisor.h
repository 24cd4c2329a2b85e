// What is one per supervising process: saying who answers for the run, and choosing how its kind is run.
// Used by superviseMain alone, on the main thread, before any other thread of ours but the signals' exists.
#pragma once

#include "base/cancel.h"
#include "engines/local/run_stops.h"
#include "runner/run_end.h"
#include "runner/run_plan.h"
#include "runner/supervisor_note.h"
#include "store/run_store.h"

namespace footplate::engines {

// Whether a run has this process for itself or shares it as a step of a pipeline.
enum class Answering { alone, step };

// Writes into the run's folder that this process answers for it, so that it can be told to cancel and swept
// after; makes the job's control group and names its temporary folder.
Result<runner::SupervisorNote> announce(const store::RunFolder& folder, Answering how);

// Runs a run of any kind to its end, teardown included, but does not write the end.
runner::RunEnd superviseRun(store::RunStore& store, RunStops& stops, runner::RunPlan plan,
                            const runner::SupervisorNote& note, CancelToken stop);

class Supervisor {
 public:
  Supervisor(store::RunStore& store, runner::RunPlan plan, CancelToken stop);

  // Does everything, teardown included, but writing the end. Errors of ours become the end's error.
  runner::RunEnd run();

 private:
  store::RunStore& store_;
  runner::RunPlan plan_;
  CancelToken stop_;
};

}  // namespace footplate::engines
