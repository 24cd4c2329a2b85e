// A clock that is set while a run goes on. The run's earlier times are then told in the new clock, so that
// what it took stays true: a run of 3 s takes no 400 days because somebody corrected the date meanwhile.
// `created` stays, lists are in its order.
//
//   ClockSteps clock;  // lives as long as who looks after the run
//   clock.follow(run, nowMs(), os::sinceStartMs());  // before each change of the run
//
// Not for use by several threads at once.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "store/run_record.h"

namespace footplate::store {

class ClockSteps {
 public:
  // `now`: the wall clock; `passed`: a clock that nobody sets, both in ms. Moves `started` and the phases of
  // `run` by what the first has run away from the second since the call before for the same run, once that is
  // a second. A run that has ended is left alone, and forgotten.
  void follow(Run& run, TimeMs now, TimeMs passed);

 private:
  std::map<std::string, TimeMs> between_;  // by run: `now` less `passed` as its times are told
};

}  // namespace footplate::store
