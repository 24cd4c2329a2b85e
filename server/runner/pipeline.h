// A pipeline's steps as a graph: who waits for whom, what flows along the edges, and what one step's end
// means for the rest. Plain data and pure functions; a StepSchedule belongs to one thread.
//
//   auto order = stepOrder(plan.steps);                   // invalid when they wait for each other in a
//   circle StepSchedule schedule(plan); for (std::size_t at : schedule.ready()) start(at,
//   bindStep(plan.steps[at], values));
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "runner/run_plan.h"

namespace footplate::runner {

// Names of the steps that `step` waits for: those whose outputs it takes, in the order they are mentioned,
// and those of `after`. Each once.
std::vector<std::string> stepsBefore(const RunPlan& step);

// An order in which the steps could be run one after another: that of the file wherever the edges allow it.
// invalid naming the steps of a circle, or the step that takes something of one that is not there.
Result<std::vector<std::size_t>> stepOrder(const std::vector<RunPlan>& steps);

// What the bindings of a step may name.
struct PipelineValues {
  std::map<std::string, std::string> inputs;                              // of the pipeline
  std::map<std::string, std::string> outputs;                             // of the pipeline: their places
  std::map<std::string, std::map<std::string, std::string>> stepOutputs;  // by step: their places
  std::map<std::string, std::map<std::string, std::string>> stepTexts =
      {};  // what is written in outputs of one value
};

// `text` with its ${{parent.…}} replaced; other ${{…}} stay. invalid naming a binding that stands for
// nothing.
Result<std::string> bindText(std::string_view text, const PipelineValues& values);
// The same, but a binding that stands for nothing yet stays as it is.
std::string bindKnown(std::string_view text, const PipelineValues& values);
// The step with the bindings of its inputs, outputs and variables replaced; its own steps stay as they are.
Result<RunPlan> bindStep(RunPlan step, const PipelineValues& values);

class StepSchedule {
 public:
  enum class State { waiting, running, completed, failed, skipped };

  // The steps of `pipeline` have an order (stepOrder).
  explicit StepSchedule(const RunPlan& pipeline);

  State state(std::size_t step) const { return states_[step]; }
  // Waiting steps whose predecessors have completed, in the order of the file.
  std::vector<std::size_t> ready() const;
  void start(std::size_t step) { states_[step] = State::running; }
  // A step that failed or was canceled: those that depend on it are skipped, and all that wait unless the
  // pipeline goes on.
  void end(std::size_t step, bool completed);
  // A step that a condition decided against, and all that would take something of it: neither fails.
  void passOver(std::size_t step, std::size_t decider);
  // No further step shall start; `all`: not even the one that comes at the end of all.
  void skipWaiting(bool all);

  // Whether running steps shall be ended because one has failed.
  bool stopping() const { return failed_ && !continues_; }
  bool done() const;  // none waits or runs
  // Why a skipped step was skipped: the step that failed, "" when the whole pipeline was ended.
  const std::string& blame(std::size_t step) const { return blame_[step]; }
  // Whether it was skipped because the step to blame decided so.
  bool passedOver(std::size_t step) const { return passedOver_[step]; }
  // The step of this name; nothing where there is none.
  std::optional<std::size_t> find(std::string_view name) const;

 private:
  std::vector<std::vector<std::size_t>> before_;
  std::vector<std::string> names_;
  std::vector<State> states_;
  std::vector<std::string> blame_;
  std::vector<bool> passedOver_;
  std::optional<std::size_t> final_;  // runs when all others are over
  bool continues_ = false;
  bool failed_ = false;
};

}  // namespace footplate::runner
