// Preparing: the Python that the job will run in.
#include "engines/local/command_run.h"

namespace footplate::engines {

Step CommandRun::prepare() {
  if (Step entered = enter(store::RunStatus::preparing, "Preparing"); !entered) return entered;
  runner::EnvironmentContext context{plan_.root, cache_, plan_.local,
                                     [this](std::string_view line) { say(line); }, plan_.id};
  auto environment = runner::prepareEnvironment(plan_.environment, context, stop_);
  if (!environment) return failedStep("environment", environment.error());
  environment_ = std::move(*environment);
  return {};
}

}  // namespace footplate::engines
