#include <map>
#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "runner/runner.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// Of `--all` and `--where` only what goes on is meant; a run that is named must go on.
Result<std::vector<NamedRun>> runsToCancel(const json& parameters, ProjectStores& stores) {
  const std::string where = parameters.value("where", "");
  if (!parameters.value("all", false) && where.empty()) return namedRuns(parameters, stores);
  store::RunFilter filter;
  for (const auto status :
       {store::RunStatus::notStarted, store::RunStatus::provisioning, store::RunStatus::preparing,
        store::RunStatus::queued, store::RunStatus::running, store::RunStatus::finalizing,
        store::RunStatus::cancelRequested, store::RunStatus::notResponding}) {
    filter.status.push_back(status);
  }
  auto condition = store::parseWhere(where);
  if (!condition) return fail(condition.error());
  filter.where = std::move(*condition);
  filter.archived = true;
  std::vector<NamedRun> runs;
  if (parameters.contains("runs")) {
    auto named = namedRuns({{"runs", parameters.at("runs")}}, stores);
    if (!named) return named;
    runs = std::move(*named);
  }
  if (auto added = addFitting(stores, filter, runs); !added) return fail(added.error());
  return runs;
}

Result<void> request(const NamedRun& run, const Session& session) {
  const auto found = run.store->find(run.id);
  if (!found) return fail(found.error());
  if (found->status == store::RunStatus::cancelRequested) return {};
  runner::Engine* engine = session.engine ? session.engine(found->engine) : nullptr;
  if (!engine) {
    return fail(ErrorCode::unavailable,
                "canceling " + found->id + ": there is no engine '" + found->engine + "' here");
  }
  if (auto asked = runner::cancel(*run.store, run.id, *engine); !asked) return fail(asked.error());
  return {};
}

}  // namespace

Result<Outcome> runCancel(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto runs = runsToCancel(parameters, *stores);
  if (!runs) return fail(runs.error());
  std::map<std::pair<store::RunStore*, std::string>, Result<void>> asked;
  for (const NamedRun& run : *runs) asked.emplace(std::pair(run.store, run.id), request(run, session));
  const bool wait = !parameters.value("no_wait", false);
  return forEachRun(*runs, [&](const NamedRun& one) -> Result<json> {
    if (const auto& done = asked.at({one.store, one.id}); !done) return fail(done.error());
    auto run = wait ? runner::waitForEnd(*one.store, one.id, session.cancel) : one.store->find(one.id);
    if (!run) return fail(run.error());
    return runJson(*run);
  });
}

}  // namespace footplate::commands
