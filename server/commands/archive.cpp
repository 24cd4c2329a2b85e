// archive and restore: a run and all below it leave the lists, or come back.
#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

Result<Outcome> setArchived(const json& parameters, Session& session, bool archived) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  json wanted = parameters;
  if (!archived && wanted.contains("where")) {
    wanted["where"] = "(" + wanted["where"].get<std::string>() + ") and archived = true";
  }
  const auto named = namedRuns(wanted, *stores);
  if (!named) return fail(named.error());
  return forEachRun(*named, [&](const NamedRun& one) -> Result<json> {
    const auto tree = runTree(*one.store, one.id);
    if (!tree) return fail(tree.error());
    for (const store::Run& run : *tree) {
      auto changed = one.store->update(run.id, [&](store::Run& record) -> Result<void> {
        record.archived = archived;
        return {};
      });
      if (!changed) return fail(changed.error());
    }
    const auto run = one.store->find(one.id);
    if (!run) return fail(run.error());
    return runJson(*run);
  });
}

}  // namespace

Result<Outcome> runArchive(const json& parameters, Session& session) {
  return setArchived(parameters, session, true);
}

Result<Outcome> runRestore(const json& parameters, Session& session) {
  return setArchived(parameters, session, false);
}

}  // namespace footplate::commands
