// Provisioning: a place of this machine for the run.
#include <algorithm>
#include <thread>

#include "engines/local/command_run.h"
#include "engines/local/slots.h"

namespace footplate::engines {
namespace {

int seatsOf(const runner::RunPlan& plan) {
  if (plan.local.maxInstances > 0) return plan.local.maxInstances;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace

Step CommandRun::takePlace() {
  auto run = store_.find(plan_.id);
  if (!run) return failedStep("store", run.error());
  if (Step entered = enter(store::RunStatus::provisioning, "Provisioning"); !entered) return entered;
  Step queued;
  auto wait = [&] { queued = enter(store::RunStatus::queued, "Queued"); };
  auto seat = takeSlot(store_.folder() + "/queue", seatsOf(plan_), run->created, plan_.id, wait, stop_);
  if (!queued) return queued;
  if (!seat) return failedStep("queue", seat.error());
  slot_ = std::move(*seat);
  return {};
}

}  // namespace footplate::engines
