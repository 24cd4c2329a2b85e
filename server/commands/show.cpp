#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

Result<Outcome> runShow(const json& parameters, Session& session) {
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  const auto run = store->find(parameters.at("run").get<std::string>());
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runJson(*run)}});
}

}  // namespace footplate::commands
