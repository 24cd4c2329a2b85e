#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/verbs.h"
#include "runner/runner.h"

namespace footplate::commands {

using nlohmann::json;

Result<Outcome> runCancel(const json& parameters, Session& session) {
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  const auto found = store->find(parameters.at("run").get<std::string>());
  if (!found) return fail(found.error());
  runner::Engine* engine = session.engine ? session.engine(found->engine) : nullptr;
  if (!engine)
    return fail(ErrorCode::unavailable,
                "canceling " + found->id + ": there is no engine '" + found->engine + "' here");
  const auto run = runner::cancel(*store, found->id, *engine);
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runJson(*run)}});
}

}  // namespace footplate::commands
