// One step of a running pipeline: a run of its own, with record, folder, lock and note, looked after on a
// thread of its pipeline's supervisor. Used by the pipeline's thread alone, but for what start() calls.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/cancel.h"
#include "engines/local/run_stops.h"
#include "os/lock_file.h"
#include "runner/run_end.h"
#include "runner/run_plan.h"
#include "runner/supervisor_note.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::engines {

class PipelineStep {
 public:
  // Makes folder, lock, note and record (NotStarted) of a new run below `parent`. `wake` is called from any
  // thread when the step is asked to stop. `store` and `stops` outlive the object.
  static Result<std::unique_ptr<PipelineStep>> create(store::RunStore& store, RunStops& stops,
                                                      runner::RunPlan plan, std::function<void()> wake);
  ~PipelineStep();
  PipelineStep(const PipelineStep&) = delete;
  PipelineStep& operator=(const PipelineStep&) = delete;

  const std::string& id() const { return plan_.id; }
  const std::string& name() const { return plan_.step; }
  const runner::RunPlan& plan() const { return plan_; }
  bool stopRequested() const { return stop_.stop_requested(); }
  bool over() const { return !lock_; }  // its end is recorded

  // Runs it on a thread and calls `done` there when it has ended. `plan` is its own with the bindings
  // replaced.
  void start(runner::RunPlan plan, std::function<void()> done);
  // What the thread has found, once `done` was called.
  const runner::RunEnd& end() const { return end_; }

  // Records the end and gives up the lock.
  void record(const runner::RunEnd& end);

 private:
  PipelineStep(store::RunStore& store, RunStops& stops, runner::RunPlan plan);
  Result<void> makeRecord();
  void removeUnused() const;
  void noteBindings(const runner::RunPlan& bound);

  store::RunStore& store_;
  RunStops& stops_;
  runner::RunPlan plan_;
  store::RunFolder folder_;
  CancelToken stop_;
  std::optional<std::stop_callback<std::function<void()>>> onStop_;
  std::optional<os::LockFile> lock_;
  runner::SupervisorNote note_;
  runner::RunEnd end_;
  std::jthread worker_;
};

}  // namespace footplate::engines
