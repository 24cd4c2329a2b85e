// Tracking: the endpoint that the job's MLflow client writes to, from before the command to after its end.
#include "base/log.h"
#include "engines/local/command_run.h"

namespace footplate::engines {

Step CommandRun::startTracking() {
  auto tracking = runner::Tracking::start(store_, plan_.id);
  if (!tracking) return failedStep("tracking", tracking.error());
  tracking_ = std::move(*tracking);
  return {};
}

void CommandRun::finishTracking() {
  if (!tracking_) return;
  if (auto stored = tracking_->finish(); !stored) logError("storing metrics: " + stored.error().message);
  tracking_.reset();
}

}  // namespace footplate::engines
