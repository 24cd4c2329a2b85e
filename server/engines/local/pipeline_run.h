// A pipeline from its first step to its last: starts each step when those it waits for have completed, as
// many at once as there are places, and ends the rest when one fails.
//
// Each step is a run of its own (pipeline_step.h); a step that is a pipeline itself has its own PipelineRun.
// One object belongs to one thread.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "engines/local/phase.h"
#include "engines/local/pipeline_step.h"
#include "engines/local/run_stops.h"
#include "runner/data/output_delivery.h"
#include "runner/pipeline.h"
#include "runner/run_end.h"
#include "runner/run_plan.h"
#include "store/run_store.h"

namespace footplate::engines {

class PipelineRun {
 public:
  // The pipeline's own record exists. `store` and `stops` outlive the object.
  PipelineRun(store::RunStore& store, RunStops& stops, runner::RunPlan plan, CancelToken stop);

  // Does everything but writing the end.
  runner::RunEnd run();

 private:
  Step prepare();
  Step makeSteps();
  void runSteps();
  void startReady();
  void startStep(std::size_t at);
  void decide(std::size_t at, const runner::RunPlan& plan);
  void stopAll(const std::string& why, bool canceled);
  void endStep(std::size_t at, runner::RunEnd end);
  void recordSkipped();
  void takeOutputs(std::size_t at);
  Step keepOutputs();
  runner::RunEnd endOf(Step prepared);

  void wake();
  std::vector<std::size_t> waitForNews();
  void say(const std::string& line) const;

  store::RunStore& store_;
  RunStops& stops_;
  runner::RunPlan plan_;
  CancelToken stop_;
  store::RunFolder folder_;
  runner::StepSchedule schedule_;
  runner::PipelineValues values_;
  std::map<std::string, runner::PreparedOutput> outputs_;
  std::vector<std::unique_ptr<PipelineStep>> steps_;
  std::string stopReason_;  // why steps are being ended; "" while they are not
  bool canceled_ = false;   // by who canceled the pipeline
  std::string failure_;     // what is said of the first step that failed

  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::size_t> ended_;
  bool woken_ = false;
};

}  // namespace footplate::engines
