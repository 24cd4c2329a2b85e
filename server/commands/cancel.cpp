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
Result<std::vector<std::string>> runsToCancel(const json& parameters, const store::RunStore& store) {
  store::RunFilter filter;
  for (const auto status :
       {store::RunStatus::notStarted, store::RunStatus::provisioning, store::RunStatus::preparing,
        store::RunStatus::queued, store::RunStatus::running, store::RunStatus::finalizing,
        store::RunStatus::cancelRequested, store::RunStatus::notResponding}) {
    filter.status.push_back(status);
  }
  const std::string where = parameters.value("where", "");
  if (!parameters.value("all", false) && where.empty()) return namedRuns(parameters, store);
  auto condition = store::parseWhere(where);
  if (!condition) return fail(condition.error());
  filter.where = std::move(*condition);
  filter.archived = true;
  const auto runs = allRuns(store, filter);
  if (!runs) return fail(runs.error());
  std::vector<std::string> ids;
  if (parameters.contains("runs")) {
    auto named = namedRuns({{"runs", parameters.at("runs")}}, store);
    if (!named) return named;
    ids = std::move(*named);
  }
  for (const store::Run& run : *runs) {
    if (std::ranges::find(ids, run.id) == ids.end()) ids.push_back(run.id);
  }
  return ids;
}

Result<void> request(store::RunStore& store, const std::string& id, const Session& session) {
  const auto found = store.find(id);
  if (!found) return fail(found.error());
  if (found->status == store::RunStatus::cancelRequested) return {};
  runner::Engine* engine = session.engine ? session.engine(found->engine) : nullptr;
  if (!engine) {
    return fail(ErrorCode::unavailable,
                "canceling " + found->id + ": there is no engine '" + found->engine + "' here");
  }
  if (auto run = runner::cancel(store, found->id, *engine); !run) return fail(run.error());
  return {};
}

}  // namespace

Result<Outcome> runCancel(const json& parameters, Session& session) {
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  const auto ids = runsToCancel(parameters, *store);
  if (!ids) return fail(ids.error());
  std::map<std::string, Result<void>> asked;
  for (const std::string& id : *ids) asked.emplace(id, request(*store, id, session));
  const bool wait = !parameters.value("no_wait", false);
  return forEachRun(*ids, [&](const std::string& id) -> Result<json> {
    if (const auto& done = asked.at(id); !done) return fail(done.error());
    auto run = wait ? runner::waitForEnd(*store, id, session.cancel) : store->find(id);
    if (!run) return fail(run.error());
    return runJson(*run);
  });
}

}  // namespace footplate::commands
