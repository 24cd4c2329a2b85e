#include <nlohmann/json.hpp>
#include <optional>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "runner/runner.h"
#include "store/where_values.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// "10m" is ten minutes ago.
Result<std::optional<TimeMs>> momentOf(const std::string& text) {
  if (text.empty()) return std::optional<TimeMs>();
  if (const auto seconds = store::readDuration(text); seconds && *seconds >= 0 && *seconds < 1e10)
    return std::optional(nowMs() - static_cast<TimeMs>(*seconds * 1000));
  if (const auto moment = store::readMoment(text, nowMs())) return std::optional(*moment);
  return fail(ErrorCode::usage,
              "tailing a run: '" + text + "' is no time; write 10m, 2h, today or '2026-11-23 10:02'");
}

}  // namespace

Result<Outcome> runTail(const json& parameters, Session& session) {
  if (parameters.contains("lines") && parameters.at("lines").get<std::int64_t>() < 0)
    return fail(ErrorCode::usage, "tailing a run: --lines is at least 0");
  const auto since = momentOf(parameters.value("since", ""));
  if (!since) return fail(since.error());
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto named = namedRun(parameters, *stores, session);
  if (!named) return fail(named.error());
  const runner::FollowOptions options{.lines = parameters.value("lines", -1L),
                                      .follow = !parameters.value("no_follow", false),
                                      .since = *since};
  const auto sink = [&](std::string_view stream, std::string_view bytes) {
    return session.bytes && session.bytes(stream, bytes);
  };
  if (auto followed = runner::followStreams(*named->store, named->id, options, sink, session.cancel);
      !followed) {
    return fail(followed.error());
  }
  const auto run = named->store->find(named->id);
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runSummaryJson(*run)}});
}

}  // namespace footplate::commands
