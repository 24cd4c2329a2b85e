#include "store/clock_steps.h"

#include <cstdlib>

namespace footplate::store {

void ClockSteps::follow(Run& run, TimeMs now, TimeMs passed) {
  constexpr TimeMs worthTelling = 1000;
  if (isTerminal(run.status)) {
    between_.erase(run.id);
    return;
  }
  const auto [known, isNew] = between_.try_emplace(run.id, now - passed);
  const TimeMs step = now - passed - known->second;
  if (isNew || std::abs(step) < worthTelling) return;
  known->second += step;
  if (run.started) *run.started += step;
  for (Phase& phase : run.phases) {
    phase.began += step;
    if (phase.ended) *phase.ended += step;
  }
}

}  // namespace footplate::store
