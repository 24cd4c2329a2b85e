#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "commands/debug_session.h"
#include "commands/dry_run.h"
#include "commands/job_plan.h"
#include "commands/run_json.h"
#include "commands/verbs.h"
#include "runner/runner.h"
#include "runner/supervisor_note.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

bool isComputeName(std::string_view name) {
  return std::ranges::all_of(
      name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

Result<Outcome> runSubmit(const json& parameters, Session& session) {
  GivenJob given = givenJob(parameters, session);
  const std::string compute = parameters.value("on", "");
  if (!isComputeName(compute)) {
    return fail(ErrorCode::usage, "'" + compute + "' cannot name a compute; use letters, digits and '-'");
  }
  given.compute = compute;
  given.script = parameters.value("script", "");
  if (parameters.contains("arguments"))
    given.arguments = parameters.at("arguments").get<std::vector<std::string>>();
  auto plan = planOf(given, session);
  if (!plan) return fail(plan.error());
  if (parameters.value("dry_run", false)) {
    auto expected = dryRun(*plan, session.cancel);
    if (!expected) return fail(expected.error());
    return Outcome(std::move(*expected));
  }
  if (std::getenv(runner::runTokenVariable) != nullptr && session.progress)
    session.progress(
        "submitted from within a run: what a job has started ends with it, this run too; wait for it by "
        "--tail");
  runner::Engine* engine = session.engine ? session.engine("local") : nullptr;
  if (!engine)
    return fail(ErrorCode::unavailable, "submitting " + given.path + ": there is no engine 'local' here");
  if (parameters.value("debug", false)) return submitForDebugger(std::move(*plan), *engine, session);
  auto run = runner::submit(std::move(*plan), *engine);
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runJson(*run)}});
}

}  // namespace footplate::commands
