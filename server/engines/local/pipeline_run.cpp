#include "engines/local/pipeline_run.h"
#include "engines/local/finish_outputs.h"
#include "engines/local/gather_outputs.h"
#include "engines/local/local_engine.h"

#include <algorithm>
#include <cstdio>

#include "base/fs.h"
#include "os/process.h"
#include "runner/control_value.h"
#include "runner/step_reuse.h"

namespace footplate::engines {

using runner::RunEnd;
using store::RunError;
using store::RunStatus;
using State = runner::StepSchedule::State;

namespace {

// Steps on their way at once: each has a thread, and waits there for a place of the machine.
constexpr std::size_t mostAtOnce = 64;
// For what those do, and for the steps of inner pipelines.
constexpr std::size_t spareFiles = 4096;

RunEnd canceledEnd(const char* code, const std::string& message) {
  RunEnd end;
  end.status = RunStatus::canceled;
  end.error = RunError{code, message};
  end.ended = nowMs();
  return end;
}

RunEnd failedEnd(const RunError& error) {
  RunEnd end;
  end.error = error;
  end.ended = nowMs();
  return end;
}

}  // namespace

PipelineRun::PipelineRun(store::RunStore& store, RunStops& stops, runner::RunPlan plan, CancelToken stop)
    : store_(store),
      stops_(stops),
      plan_(std::move(plan)),
      stop_(std::move(stop)),
      folder_(store.folder(), plan_.id),
      schedule_(plan_) {}

RunEnd PipelineRun::run() {
  const std::stop_callback onStop(stop_, [this] { wake(); });
  Step prepared = prepare();
  if (prepared) prepared = makeSteps();
  if (prepared) {
    runSteps();
  } else {
    schedule_.skipWaiting(true);
    recordSkipped();
  }
  return endOf(prepared);
}

// The places of the pipeline's own outputs, into which steps write.
Step PipelineRun::prepare() {
  for (const runner::PlanInput& input : plan_.inputs) values_.inputs[input.name] = input.value;
  for (const runner::PlanOutput& output : plan_.outputs) {
    auto prepared = runner::prepareOutput(output, plan_, folder_);
    if (!prepared) return failedStep("output", prepared.error());
    values_.outputs[output.name] = prepared->writes;
    outputs_[output.name] = std::move(*prepared);
  }
  auto order = runner::stepOrder(plan_.steps);
  if (!order) return failedStep("pipeline", order.error());
  bool wanted = stop_.stop_requested();
  auto run = store_.update(plan_.id, [&](store::Run& record) -> Result<void> {
    if (record.status == RunStatus::cancelRequested) {
      wanted = true;
    } else {
      record.status = RunStatus::running;
    }
    record.handle = localHandle(plan_.id, plan_.root);
    store::enterPhase(record, "Running", nowMs());
    for (store::RunOutput& output : record.outputs) output.path = outputs_[output.name].path;
    for (store::RunInput& input : record.inputs) {
      if (input.type != "literal") input.path = values_.inputs[input.name];
    }
    return {};
  });
  if (!run) return failedStep("store", run.error());
  if (wanted) return failedStep(canceledCode, {ErrorCode::canceled, "canceled before its steps"});
  return {};
}

// All records at once, so that who looks sees the whole pipeline from its beginning.
Step PipelineRun::makeSteps() {
  os::allowOpenFiles(plan_.steps.size() + spareFiles);  // each holds its lock
  for (const runner::RunPlan& each : plan_.steps) {
    runner::RunPlan plan = each;
    plan.id.clear();
    plan.parent = plan_.id;
    plan.root = plan_.root;
    plan.experiment = plan_.experiment;
    auto step = PipelineStep::create(store_, stops_, std::move(plan), [this] { wake(); });
    if (!step) return failedStep("store", step.error());
    steps_.push_back(std::move(*step));
  }
  return {};
}

void PipelineRun::runSteps() {
  while (!schedule_.done()) {
    if (stop_.stop_requested()) stopAll("the pipeline was canceled", true);
    startReady();
    recordSkipped();
    if (schedule_.done()) break;
    for (const std::size_t at : waitForNews()) endStep(at, steps_[at]->end());
  }
  recordSkipped();
}

void PipelineRun::startReady() {
  auto running = static_cast<std::size_t>(std::ranges::count_if(steps_, [&](const auto& step) {
    return schedule_.state(static_cast<std::size_t>(&step - steps_.data())) == State::running;
  }));
  const auto wished = static_cast<std::size_t>(std::max(plan_.control.most, 0));
  const std::size_t most = wished > 0 ? std::min(wished, mostAtOnce) : mostAtOnce;
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    if (schedule_.state(at) == State::waiting && steps_[at]->stopRequested())
      endStep(at, canceledEnd("canceled", "canceled before it was started"));
  }
  for (const std::size_t at : schedule_.ready()) {
    if (running++ >= most) break;
    startStep(at);
  }
}

void PipelineRun::startStep(std::size_t at) {
  schedule_.start(at);
  runner::RunPlan plan = steps_[at]->plan();
  auto bound = runner::bindStep(std::move(plan), values_);
  if (!bound || bound->kind == "if_else") {
    bound ? decide(at, *bound) : endStep(at, failedEnd({"binding", bound.error().message}));
    return wake();  // it is over already: others may be ready now
  }
  say("step " + steps_[at]->name() + " started: " + steps_[at]->id());
  steps_[at]->start(std::move(*bound), [this, at] {
    const std::lock_guard guard(mutex_);
    ended_.push_back(at);
    news_.notify_all();
  });
}

// A condition needs no process: it is known now which steps it passes over.
void PipelineRun::decide(std::size_t at, const runner::RunPlan& plan) {
  const auto truth = runner::truthOf(plan.control.condition);
  if (!truth) {
    return endStep(at, failedEnd({"condition", "the condition '" + plan.control.condition +
                                                   "' is neither true nor false; write one of the words to "
                                                   "the output it is bound to"}));
  }
  say("step " + plan.step + " decided: " + (*truth ? "true" : "false"));
  for (const std::string& name : *truth ? plan.control.whenFalse : plan.control.whenTrue) {
    if (const auto step = schedule_.find(name)) schedule_.passOver(*step, at);
  }
  RunEnd end;
  end.status = RunStatus::completed;
  end.ended = nowMs();
  endStep(at, end);
}

// Running steps are asked to end, waiting ones are not started. After a failure the step that comes at the
// end of all still runs, until the pipeline itself is canceled.
void PipelineRun::stopAll(const std::string& why, bool canceled) {
  if (canceled_ || (!canceled && !stopReason_.empty())) return;
  canceled_ = canceled;
  if (stopReason_.empty()) stopReason_ = why;
  schedule_.skipWaiting(canceled);
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    if (schedule_.state(at) == State::running) stops_.request(steps_[at]->id());
  }
}

void PipelineRun::endStep(std::size_t at, RunEnd end) {
  PipelineStep& step = *steps_[at];
  // Ended by us, not by the user: say why.
  if (end.status == RunStatus::canceled && !end.error && !stopReason_.empty())
    end.error = RunError{"stepStopped", "ended because " + stopReason_};
  step.record(end);
  say("step " + step.name() + " " + store::statusName(end.status) +
      (end.error ? ": " + end.error->message : std::string()));
  const bool completed = end.status == RunStatus::completed;
  if (completed) takeOutputs(at);
  schedule_.end(at, completed);
  if (completed || !stopReason_.empty()) return;
  if (failure_.empty()) {
    failure_ = "the step " + step.name() + " (" + step.id() + ") " +
               (end.status == RunStatus::canceled ? "was canceled" : "failed") +
               (end.error ? ": " + end.error->message : std::string());
  }
  if (schedule_.stopping()) stopAll("the step " + step.name() + " did not complete", false);
}

void PipelineRun::recordSkipped() {
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    if (schedule_.state(at) != State::skipped || steps_[at]->over()) continue;
    const std::string& blame = schedule_.blame(at);
    const std::string reason = schedule_.passedOver(at) ? "the step " + blame + " decided otherwise"
                               : blame.empty()          ? stopReason_
                                                        : "the step " + blame + " did not complete";
    steps_[at]->record(canceledEnd(schedule_.passedOver(at) ? "passedOver" : "skipped",
                                   "not started: " + (reason.empty() ? "the pipeline failed" : reason)));
    say("step " + steps_[at]->name() + " not started: " + reason);
  }
}

// What other steps may take: the places its record names.
void PipelineRun::takeOutputs(std::size_t at) {
  const auto run = store_.find(steps_[at]->id());
  if (!run) return;
  const runner::RunPlan& plan = steps_[at]->plan();
  if (const auto reused = run->properties.find(runner::reusedRunProperty); reused != run->properties.end())
    say("step " + plan.step + " was not run: results of " + reused->second);
  for (const store::RunOutput& output : run->outputs) {
    values_.stepOutputs[plan.step][output.name] = output.path;
    const auto planned = std::ranges::find(plan.outputs, output.name, &runner::PlanOutput::name);
    if (planned == plan.outputs.end() || planned->literal.empty()) continue;
    if (auto text = runner::writtenValue(*run, output.name, output.path))
      values_.stepTexts[plan.step][output.name] = std::move(*text);
  }
}

// Uploads, and outputs that become assets.
Step PipelineRun::keepOutputs() {
  if (plan_.kind == "parallel_for") {
    if (Step gathered = gatherOutputs(plan_, values_, outputs_); !gathered) return gathered;
  }
  return finishOutputs(store_, plan_, outputs_, stop_);
}

RunEnd PipelineRun::endOf(Step prepared) {
  RunEnd end;
  if (prepared) {
    static_cast<void>(store_.update(plan_.id, [](store::Run& record) -> Result<void> {
      if (record.status != RunStatus::cancelRequested) record.status = RunStatus::finalizing;
      store::enterPhase(record, "Finalizing", nowMs());
      return {};
    }));
  }
  if (prepared && failure_.empty() && stopReason_.empty()) prepared = keepOutputs();
  end.ended = nowMs();
  if (!prepared) {
    const bool canceled = prepared.error().code == canceledCode;
    end.status = canceled ? RunStatus::canceled : RunStatus::failed;
    if (!canceled) end.error = prepared.error();
  } else if (!failure_.empty()) {
    end.error = RunError{"stepFailed", failure_};
  } else {
    end.status = stopReason_.empty() ? RunStatus::completed : RunStatus::canceled;
  }
  return end;
}

void PipelineRun::wake() {
  const std::lock_guard guard(mutex_);
  woken_ = true;
  news_.notify_all();
}

std::vector<std::size_t> PipelineRun::waitForNews() {
  std::unique_lock guard(mutex_);
  news_.wait(guard, [this] { return woken_ || !ended_.empty(); });
  woken_ = false;
  return std::exchange(ended_, {});
}

// The pipeline's log tells the life of its steps; what they print is in their own.
void PipelineRun::say(const std::string& line) const {
  std::FILE* log = std::fopen(folder_.log().c_str(), "ae");
  if (!log) return;
  std::fprintf(log, "%s %s\n", formatTime(nowMs()).c_str(), line.c_str());
  std::fclose(log);
}

}  // namespace footplate::engines
