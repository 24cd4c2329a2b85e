// Provisioning: nodes of the run's compute.
#include "engines/local/command_run.h"

namespace footplate::engines {

Step CommandRun::takePlace() {
  auto run = store_.find(plan_.id);
  if (!run) return failedStep("store", run.error());
  if (Step entered = enter(store::RunStatus::provisioning, "Provisioning"); !entered) return entered;
  Step queued;
  auto wait = [&](const std::string& why) {
    queued = enter(store::RunStatus::queued, "Queued");
    // A step's log is what its command printed; where it waits is told by show and list.
    if (!why.empty() && plan_.parent.empty()) say("queued: " + why);
  };
  const runner::NodeWish wish{plan_.id, run->created, plan_.instanceCount};
  auto lease = runner::takeNodes(store_.folder(), runner::poolOf(plan_), wish, wait, stop_);
  if (!queued) return queued;
  if (!lease) return failedStep("queue", lease.error());
  lease_ = std::move(*lease);
  return {};
}

}  // namespace footplate::engines
