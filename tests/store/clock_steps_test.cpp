#include "store/clock_steps.h"

#include <catch2/catch.hpp>

using namespace footplate;
using namespace footplate::store;

namespace {

constexpr TimeMs day = 24 * 3600 * 1000;

Run runningSince(TimeMs began) {
  Run run;
  run.id = "amber-heron";
  run.created = began - 50;
  run.status = RunStatus::running;
  run.started = began;
  run.phases = {{"Preparing", began - 20, began}, {"Running", began, std::nullopt}};
  return run;
}

}  // namespace

TEST_CASE("a run's times follow a clock that is set, so that what it took stays true") {
  const TimeMs step = GENERATE(400 * day, -800 * day, TimeMs{-1500});
  ClockSteps clock;
  Run run = runningSince(900 * day);
  clock.follow(run, 900 * day + 1000, 51'000);
  const TimeMs now = 900 * day + 3000 + step;
  clock.follow(run, now, 53'000);
  CHECK(now - *run.started == 3000);
  CHECK((run.phases[1].began == *run.started && *run.phases[0].ended == *run.started));
  CHECK(run.phases[0].began == *run.started - 20);
  CHECK(run.created == 900 * day - 50);

  SECTION("and once only") {
    clock.follow(run, now + 4000, 57'000);
    CHECK(now + 4000 - *run.started == 7000);
  }
  SECTION("and back again") {
    clock.follow(run, now + 4000 - step, 57'000);
    CHECK(*run.started == 900 * day);
  }
}

TEST_CASE("no other time of a run is touched by the clock") {
  ClockSteps clock;
  Run run = runningSince(900 * day);
  SECTION("a step before anybody looked after it") {
    clock.follow(run, 2000 * day, 51'000);
  }
  SECTION("a clock that is led by less than a second") {
    clock.follow(run, 900 * day + 1000, 51'000);
    clock.follow(run, 900 * day + 61'900, 111'000);
  }
  SECTION("a run that has ended") {
    clock.follow(run, 900 * day + 1000, 51'000);
    run.status = RunStatus::completed;
    clock.follow(run, 2000 * day, 53'000);
  }
  CHECK((*run.started == 900 * day && run.phases[1].began == 900 * day));
}
