// Data: the inputs as the job finds them, and the places of the outputs; afterwards what becomes of these.
#include "engines/local/command_run.h"
#include "engines/local/finish_outputs.h"
#include "runner/input_delivery.h"

namespace footplate::engines {

Step CommandRun::locateInputs() {
  const runner::DeliveryContext context{plan_, note_.work + "/inputs", cache_,
                                        [this](std::string_view line) { say(line); }};
  for (const runner::PlanInput& input : plan_.inputs) {
    auto delivered = runner::deliverInput(input, context, stop_);
    if (!delivered) return failedStep("input", delivered.error());
    values_.inputs[input.name] = delivered->value;
    inputPaths_[input.name] = delivered->path;
    views_.insert(views_.end(), delivered->views.begin(), delivered->views.end());
  }
  return {};
}

Step CommandRun::makeOutputs() {
  for (const runner::PlanOutput& output : plan_.outputs) {
    auto prepared = runner::prepareOutput(output, plan_, folder_);
    if (!prepared) return failedStep("output", prepared.error());
    values_.outputs[output.name] = prepared->value;
    outputs_[output.name] = std::move(*prepared);
  }
  return {};
}

// Uploads, and outputs that become assets; only where the command has ended well.
Step CommandRun::keepOutputs() {
  if (!outcome_ || !outcome_->status.ok() || outcome_->canceled || outcome_->timedOut) return {};
  // The command has ended well, whatever becomes of this word about it.
  static_cast<void>(enter(store::RunStatus::finalizing, "Finalizing"));
  return finishOutputs(store_, plan_, outputs_, stop_);
}

}  // namespace footplate::engines
