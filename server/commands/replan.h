// A pipeline planned once more with other values of its own inputs: its steps have them in many places.
#pragma once

#include <string>
#include <vector>

#include "commands/command.h"
#include "runner/run_plan.h"

namespace footplate::commands {

// `changes` are KEY=VALUE of literal inputs. The steps keep the code that was submitted. conflict when the
// file, or what it names, would not give the same plan any more without the changes.
Result<runner::RunPlan> replanned(const runner::RunPlan& plan, const std::vector<std::string>& changes,
                                  const Session& session);

}  // namespace footplate::commands
