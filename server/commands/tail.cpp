#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/verbs.h"
#include "runner/runner.h"

namespace footplate::commands {

using nlohmann::json;

Result<Outcome> runTail(const json& parameters, Session& session) {
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  const auto id = store->resolve(parameters.at("run").get<std::string>());
  if (!id) return fail(id.error());
  const runner::FollowOptions options{parameters.value("lines", -1L), !parameters.value("no_follow", false)};
  const auto sink = [&](std::string_view bytes) {
    if (session.bytes) return session.bytes(bytes);
    return false;
  };
  if (auto followed = runner::followLog(*store, *id, options, sink, session.cancel); !followed) {
    return fail(followed.error());
  }
  const auto run = store->find(*id);
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runSummaryJson(*run)}});
}

}  // namespace footplate::commands
