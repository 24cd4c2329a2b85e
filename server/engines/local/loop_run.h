// A do_while of a pipeline: its step is run again as long as an output of it says so, each round with what
// the round before it gave. A round is a run of its own below the loop. One object belongs to one thread.
#pragma once

#include <map>
#include <string>

#include "base/cancel.h"
#include "engines/local/phase.h"
#include "engines/local/run_stops.h"
#include "runner/data/output_delivery.h"
#include "runner/pipeline.h"
#include "runner/run_end.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::engines {

class LoopRun {
 public:
  // The loop's own record exists. `store` and `stops` outlive the object.
  LoopRun(store::RunStore& store, RunStops& stops, runner::RunPlan plan, CancelToken stop);

  // Does everything but writing the end.
  runner::RunEnd run();

 private:
  Step prepare();
  Result<runner::RunPlan> round(int number) const;
  runner::RunEnd runRound(runner::RunPlan plan);
  Step takeOutputs(const std::string& run);
  Result<bool> goesOn() const;
  Step keepOutputs();
  void say(const std::string& line) const;

  store::RunStore& store_;
  RunStops& stops_;
  runner::RunPlan plan_;
  CancelToken stop_;
  store::RunFolder folder_;
  runner::PipelineValues values_;
  std::map<std::string, runner::PreparedOutput> outputs_;
  std::map<std::string, std::string> given_;  // by the last round: places of its outputs
  std::map<std::string, std::string> texts_;  // and what is written in those of one value
};

}  // namespace footplate::engines
