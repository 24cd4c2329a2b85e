#include "engines/local/loop_run.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>

#include "base/fs.h"
#include "engines/local/finish_outputs.h"
#include "engines/local/pipeline_step.h"
#include "runner/control_value.h"

namespace footplate::engines {

using runner::RunEnd;
using store::RunError;
using store::RunStatus;

namespace {

RunEnd ended(RunStatus status, std::optional<RunError> error) {
  RunEnd end;
  end.status = status;
  end.error = std::move(error);
  end.ended = nowMs();
  return end;
}

RunEnd failed(const Step& step) {
  const bool canceled = step.error().code == canceledCode;
  return ended(canceled ? RunStatus::canceled : RunStatus::failed,
               canceled ? std::nullopt : std::optional<RunError>(step.error()));
}

}  // namespace

LoopRun::LoopRun(store::RunStore& store, RunStops& stops, runner::RunPlan plan, CancelToken stop)
    : store_(store),
      stops_(stops),
      plan_(std::move(plan)),
      stop_(std::move(stop)),
      folder_(store.folder(), plan_.id) {}

RunEnd LoopRun::run() {
  if (Step prepared = prepare(); !prepared) return failed(prepared);
  for (int number = 1;; ++number) {
    auto next = round(number);
    if (!next) return failed(failedStep("binding", next.error()));
    const std::string name = next->step;
    const RunEnd end = runRound(std::move(*next));
    if (stop_.stop_requested()) return ended(RunStatus::canceled, std::nullopt);
    if (end.status != RunStatus::completed) {
      return ended(RunStatus::failed,
                   RunError{"stepFailed", "the round " + name + " did not complete" +
                                              (end.error ? ": " + end.error->message : "")});
    }
    const auto again = goesOn();
    if (!again) return failed(failedStep("condition", again.error()));
    if (*again && number < plan_.control.most) continue;
    if (*again) say("ended after " + std::to_string(number) + " rounds, limits.max_iteration_count");
    break;
  }
  if (Step kept = keepOutputs(); !kept) return failed(kept);
  return ended(RunStatus::completed, std::nullopt);
}

Step LoopRun::prepare() {
  for (const runner::PlanInput& input : plan_.inputs) values_.inputs[input.name] = input.value;
  for (const runner::PlanOutput& output : plan_.outputs) {
    auto prepared = runner::prepareOutput(output, plan_, folder_);
    if (!prepared) return failedStep("output", prepared.error());
    outputs_[output.name] = std::move(*prepared);
  }
  bool wanted = stop_.stop_requested();
  auto run = store_.update(plan_.id, [&](store::Run& record) -> Result<void> {
    wanted = wanted || record.status == RunStatus::cancelRequested;
    if (!wanted) record.status = RunStatus::running;
    store::enterPhase(record, "Running", nowMs());
    return {};
  });
  if (!run) return failedStep("store", run.error());
  if (wanted) return failedStep(canceledCode, {ErrorCode::canceled, "canceled before its first round"});
  return {};
}

// The step as the loop was given it, with what the round before has carried over.
Result<runner::RunPlan> LoopRun::round(int number) const {
  auto bound = runner::bindStep(plan_.steps.front(), values_);
  if (!bound) return bound;
  bound->step += "_" + std::to_string(number);
  bound->displayName = bound->step;
  bound->id.clear();
  bound->parent = plan_.id;
  bound->experiment = plan_.experiment;
  for (const auto& [output, inputs] : plan_.control.carried) {
    const auto place = given_.find(output);
    if (place == given_.end()) continue;
    for (const std::string& name : inputs) {
      auto input = std::ranges::find(bound->inputs, name, &runner::PlanInput::name);
      if (input == bound->inputs.end()) {
        const auto typed = std::ranges::find(bound->outputs, output, &runner::PlanOutput::name);
        const bool isText = typed != bound->outputs.end() && !typed->literal.empty();
        input =
            bound->inputs.insert(input, runner::PlanInput{name, isText ? "literal" : typed->type, "", ""});
      }
      const auto text = texts_.find(output);
      input->value = input->isLiteral() && text != texts_.end() ? text->second : place->second;
    }
  }
  return bound;
}

RunEnd LoopRun::runRound(runner::RunPlan plan) {
  const std::string name = plan.step;
  std::mutex mutex;
  std::condition_variable news;
  bool done = false;
  auto step = PipelineStep::create(store_, stops_, plan, [] {});
  if (!step) return ended(RunStatus::failed, RunError{"store", step.error().message});
  const std::string id = (*step)->id();
  say("round " + name + " started: " + id);
  plan.id = id;
  (*step)->start(std::move(plan), [&] {
    const std::lock_guard guard(mutex);
    done = true;
    news.notify_all();
  });
  {
    const std::stop_callback onStop(stop_, [&] { stops_.request(id); });
    std::unique_lock guard(mutex);
    news.wait(guard, [&] { return done; });
  }
  const RunEnd end = (*step)->end();
  (*step)->record(end);
  say("round " + name + " " + store::statusName(end.status) +
      (end.error ? ": " + end.error->message : std::string()));
  if (end.status == RunStatus::completed) {
    if (Step taken = takeOutputs(id); !taken) return failed(taken);
  }
  return end;
}

Step LoopRun::takeOutputs(const std::string& run) {
  const auto record = store_.find(run);
  if (!record) return failedStep("store", record.error());
  for (const store::RunOutput& output : record->outputs) {
    given_[output.name] = output.path;
    const auto planned =
        std::ranges::find(plan_.steps.front().outputs, output.name, &runner::PlanOutput::name);
    if (planned == plan_.steps.front().outputs.end() || planned->literal.empty()) continue;
    if (auto text = runner::writtenValue(*record, output.name, output.path)) texts_[output.name] = *text;
  }
  return {};
}

Result<bool> LoopRun::goesOn() const {
  const std::string& output = plan_.control.condition;
  if (output.empty()) return true;
  const auto text = texts_.find(output);
  const auto truth = text == texts_.end() ? std::nullopt : runner::truthOf(text->second);
  if (truth) return *truth;
  return fail(ErrorCode::invalid, "the output " + output + " of " + plan_.steps.front().step +
                                      " says neither true nor false; write one of the words to it");
}

// The outputs of the last round are those of the loop.
Step LoopRun::keepOutputs() {
  for (const runner::PlanOutput& output : plan_.outputs) {
    const auto from = given_.find(output.name);
    if (from == given_.end()) continue;
    std::error_code error;
    namespace files = std::filesystem;
    if (files::exists(from->second, error)) {
      files::copy(from->second, outputs_[output.name].writes,
                  files::copy_options::recursive | files::copy_options::overwrite_existing |
                      files::copy_options::copy_symlinks,
                  error);
    }
    if (error)
      return failedStep("output", {ErrorCode::unavailable, "output " + output.name + ": " + error.message()});
  }
  auto stored = store_.update(plan_.id, [&](store::Run& run) -> Result<void> {
    for (store::RunOutput& output : run.outputs) output.path = outputs_[output.name].path;
    if (run.status != RunStatus::cancelRequested) run.status = RunStatus::finalizing;
    store::enterPhase(run, "Finalizing", nowMs());
    return {};
  });
  if (!stored) return failedStep("store", stored.error());
  return finishOutputs(store_, plan_, outputs_, stop_);
}

void LoopRun::say(const std::string& line) const {
  std::FILE* log = std::fopen(folder_.log().c_str(), "ae");
  if (!log) return;
  std::fprintf(log, "%s %s\n", formatTime(nowMs()).c_str(), line.c_str());
  std::fclose(log);
}

}  // namespace footplate::engines
