#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "commands/project.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

Result<Outcome> runExperiments(const json& parameters, Session& session) {
  json list = json::array();
  auto store = openProjectStore(session);
  if (!store && store.error().code == ErrorCode::notFound) return Outcome(json{{"experiments", list}});
  if (!store) return fail(store.error());
  const auto experiments = store->experiments(parameters.value("archived", false));
  if (!experiments) return fail(experiments.error());
  for (const store::ExperimentSummary& one : *experiments) {
    list.push_back({{"name", one.name},
                    {"runs", one.runs},
                    {"unfinished", one.unfinished},
                    {"newest", formatTime(one.newest)}});
  }
  return Outcome(json{{"experiments", std::move(list)}});
}

}  // namespace footplate::commands
