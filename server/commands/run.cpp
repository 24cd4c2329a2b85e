// footplate run: the quick look. The job in its own folder, on the caller's terminal; nothing is stored.
#include <nlohmann/json.hpp>

#include "commands/job_plan.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

Result<Outcome> runInPlace(const json& parameters, Session& session) {
  const GivenJob given = givenJob(parameters, session);
  if (!session.inPlace) {
    return fail(
        ErrorCode::unavailable,
        "running " + given.path + " in place: this needs a terminal; type footplate run there, or submit it");
  }
  auto plan = planOf(given, session);
  if (!plan) return fail(plan.error());
  auto ended = session.inPlace(*plan);
  if (!ended) return fail(ended.error());
  return Outcome(json{{"exit_code", ended->signal != 0 ? json(nullptr) : json(ended->code)},
                      {"signal", ended->signal != 0 ? json(ended->signal) : json(nullptr)}},
                 !ended->ok());
}

}  // namespace footplate::commands
