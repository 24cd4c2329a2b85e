// Data: the inputs as the job finds them, and the places of the outputs; afterwards what becomes of these.
#include <unistd.h>

#include <cerrno>

#include "base/fs.h"
#include "base/path.h"
#include "engines/local/command_run.h"
#include "engines/local/finish_outputs.h"
#include "runner/data/input_delivery.h"

namespace footplate::engines {

Step CommandRun::locateInputs() {
  const runner::DeliveryContext context{plan_, note_.work + "/inputs", cache_,
                                        [this](std::string_view line) { say(line); }, plan_.id};
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

// path_on_compute: a link in the working folder; what the code has there already stays.
Step CommandRun::showInCode() {
  const auto show = [&](const std::string& name, const std::string& place,
                        const std::string& target) -> Step {
    if (place.empty() || !isAbsolutePath(target)) return {};
    const std::string link = note_.work + "/code/" + place;
    if (auto made = makeFolder(parentPath(link), 0755); !made) return failedStep("data", made.error());
    if (::symlink(target.c_str(), link.c_str()) == 0) return {};
    return failedStep("data", {ErrorCode::unavailable, "'path_on_compute' of " + name + ": making " + place +
                                                           ": " + systemMessage(errno)});
  };
  for (const runner::PlanInput& input : plan_.inputs) {
    if (Step shown = show(input.name, input.placeInCode, values_.inputs[input.name]); !shown) return shown;
  }
  for (const runner::PlanOutput& output : plan_.outputs) {
    if (Step shown = show(output.name, output.placeInCode, values_.outputs[output.name]); !shown)
      return shown;
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
