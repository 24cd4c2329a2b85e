// Provisioning: nodes of the run's compute.
#include <algorithm>
#include <cstdio>

#include "engines/local/command_run.h"

namespace footplate::engines {

// A step's log is what its command printed. That it waits for others than its siblings, which may be long, is
// told in the log of its pipeline.
void CommandRun::sayQueued(const std::string& why) const {
  if (why.empty()) return;
  if (plan_.parent.empty()) return say("queued: " + why);
  const auto isSibling = [this](const runner::Node& node) {
    if (node.run.empty()) return false;
    const auto run = store_.find(node.run);
    return run && run->parent == plan_.parent;
  };
  const auto state = runner::lookAtPool(store_.folder(), runner::poolOf(plan_));
  if (std::ranges::any_of(state.nodes, isSibling)) return;
  const std::string path = store::RunFolder(store_.folder(), plan_.parent).log();
  std::FILE* log = std::fopen(path.c_str(), "ae");
  if (!log) return;
  std::fprintf(log, "%s step %s queued: %s\n", formatTime(nowMs()).c_str(), plan_.step.c_str(), why.c_str());
  std::fclose(log);
}

Step CommandRun::takePlace() {
  auto run = store_.find(plan_.id);
  if (!run) return failedStep("store", run.error());
  if (Step entered = enter(store::RunStatus::provisioning, "Provisioning"); !entered) return entered;
  Step queued;
  auto wait = [&](const std::string& why) {
    queued = enter(store::RunStatus::queued, "Queued");
    sayQueued(why);
  };
  // A clock that is set back lets nobody pass.
  const TimeMs rank = note_.submitted > 0 ? note_.submitted : run->created;
  const runner::NodeWish wish{plan_.id, rank, plan_.instanceCount};
  auto lease = runner::takeNodes(store_.folder(), runner::poolOf(plan_), wish, wait, stop_);
  if (!queued) return queued;
  if (!lease) return failedStep("queue", lease.error());
  lease_ = std::move(*lease);
  return {};
}

}  // namespace footplate::engines
