#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "commands/project.h"
#include "commands/queue_json.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "runner/runner.h"
#include "store/run_folder.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr long linesShown = 20;
constexpr std::size_t mostBytesShown = 64 * 1024;

json childrenOf(const store::RunStore& store, const std::string& id) {
  json children = json::array();
  const auto runs = allRuns(
      store, {.parent = id,
              .archived = true,
              .order = {{{store::Field::Family::attribute, "created"}, store::Direction::ascending}}});
  if (!runs) return children;
  for (const store::Run& run : *runs) {
    children.push_back({{"id", run.id},
                        {"display_name", run.displayName},
                        {"kind", run.kind},
                        {"status", store::statusName(run.status)}});
  }
  return children;
}

// The last lines of the log, whatever its size.
json lastLines(store::RunStore& store, const std::string& id, const CancelToken& stop) {
  std::string text;
  const auto sink = [&](std::string_view bytes) {
    text += bytes;
    if (text.size() > 2 * mostBytesShown) text.erase(0, text.size() - mostBytesShown);
    return true;
  };
  static_cast<void>(runner::followLog(store, id, {.lines = linesShown, .follow = false}, sink, stop));
  json lines = json::array();
  std::size_t begin = 0;
  for (std::size_t end = 0; begin < text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    lines.push_back(maskSecrets(std::string_view(text).substr(begin, end - begin)));
  }
  return lines;
}

}  // namespace

Result<Outcome> runShow(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto named = namedRuns(parameters, *stores);
  if (!named) return fail(named.error());
  return forEachRun(*named, [&](const NamedRun& one) -> Result<json> {
    const auto run = one.store->find(one.id);
    if (!run) return fail(run.error());
    json full = runJson(*run);
    Queues(*one.store).addTo(full, *run);
    full["children"] = childrenOf(*one.store, one.id);
    full["folder"] = store::RunFolder(one.store->folder(), one.id).path();
    full["log"] = lastLines(*one.store, one.id, session.cancel);
    return full;
  });
}

}  // namespace footplate::commands
