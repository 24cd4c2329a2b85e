#include "commands/replan.h"

#include <algorithm>

#include "base/strings.h"
#include "commands/job_plan.h"

namespace footplate::commands {

namespace {

using runner::RunPlan;

// What does not come from the file, and may be changed apart.
void forgetRun(RunPlan& plan) {
  plan.id.clear();
  plan.snapshot.clear();
  plan.snapshotFiles = 0;
  plan.snapshotBytes = 0;
  plan.given = {};
  plan.notes.clear();
  plan.environment.retry = false;
  plan.experiment.clear();
  plan.local = {};  // of the machine, as it is then
  plan.pool = {};
  for (RunPlan& step : plan.steps) forgetRun(step);
}

std::string comparable(RunPlan plan) {
  forgetRun(plan);
  // A run that was run again has these of its own.
  plan.displayName.clear();
  plan.description.clear();
  plan.tags.clear();
  return runner::toJson(plan);
}

void takeRun(RunPlan& plan, const RunPlan& from) {
  plan.experiment = from.experiment;
  plan.snapshot = from.snapshot;
  plan.snapshotFiles = from.snapshotFiles;
  plan.snapshotBytes = from.snapshotBytes;
  for (RunPlan& step : plan.steps) {
    const auto same = std::ranges::find(from.steps, step.step, &RunPlan::step);
    if (same != from.steps.end()) takeRun(step, *same);
  }
}

}  // namespace

Result<RunPlan> replanned(const RunPlan& plan, const std::vector<std::string>& changes,
                          const Session& session) {
  Session quiet = session;
  quiet.progress = {};
  if (!plan.given.folder.empty()) quiet.folder = plan.given.folder;
  GivenJob given = givenAgain(plan);
  const auto before = planOf(given, quiet);
  if (!before || comparable(*before) != comparable(plan)) {
    return fail(ErrorCode::conflict,
                "running again: " + plan.sourceFile +
                    " or what it names has changed since, so its steps cannot be planned with " +
                    join(changes, " ") + "; use `footplate submit FILE --set " + join(changes, " --set ") +
                    "`");
  }
  given.overrides.insert(given.overrides.end(), changes.begin(), changes.end());
  auto after = planOf(given, quiet);
  if (!after) return after;
  takeRun(*after, plan);
  // What may have been changed apart from the file.
  after->displayName = plan.displayName;
  after->description = plan.description;
  after->tags = plan.tags;
  return after;
}

}  // namespace footplate::commands
