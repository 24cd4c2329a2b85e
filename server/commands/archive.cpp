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
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  json wanted = parameters;
  if (!archived && wanted.contains("where")) {
    wanted["where"] = "(" + wanted["where"].get<std::string>() + ") and archived = true";
  }
  const auto ids = namedRuns(wanted, *store);
  if (!ids) return fail(ids.error());
  return forEachRun(*ids, [&](const std::string& id) -> Result<json> {
    const auto tree = runTree(*store, id);
    if (!tree) return fail(tree.error());
    for (const store::Run& run : *tree) {
      auto changed = store->update(run.id, [&](store::Run& record) -> Result<void> {
        record.archived = archived;
        return {};
      });
      if (!changed) return fail(changed.error());
    }
    const auto run = store->find(id);
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
