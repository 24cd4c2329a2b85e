// Tags, display name and note of runs. A word with '=' among the runs is a tag: ids have none.
#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

struct Changes {
  std::map<std::string, std::string> tags;
  std::vector<std::string> removed;
  std::optional<std::string> name;
  std::optional<std::string> note;

  bool empty() const { return tags.empty() && removed.empty() && !name && !note; }
};

Result<Changes> readChanges(json& parameters) {
  Changes changes;
  json runs = json::array();
  for (const std::string& word : parameters.value("runs", std::vector<std::string>())) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) {
      runs.push_back(word);
    } else if (equals == 0) {
      return fail(ErrorCode::usage, "tagging runs: '" + word + "' has no name before '='; write KEY=VALUE");
    } else {
      changes.tags[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }
  parameters["runs"] = std::move(runs);
  changes.removed = parameters.value("remove", std::vector<std::string>());
  if (parameters.contains("name")) changes.name = parameters["name"].get<std::string>();
  if (parameters.contains("note")) changes.note = parameters["note"].get<std::string>();
  if (changes.empty()) {
    return fail(ErrorCode::usage,
                "tagging runs: nothing to change; give KEY=VALUE, --remove KEY, --name TEXT or --note TEXT");
  }
  return changes;
}

Result<void> apply(const Changes& changes, store::Run& run) {
  for (const auto& [name, value] : changes.tags) run.tags[name] = value;
  for (const std::string& name : changes.removed) {
    if (run.tags.erase(name) == 0)
      return fail(ErrorCode::notFound, "the run " + run.id + " has no tag '" + name + "'");
  }
  if (changes.name) run.displayName = changes.name->empty() ? run.id : *changes.name;
  if (changes.note) run.description = *changes.note;
  return {};
}

}  // namespace

Result<Outcome> runTag(const json& given, Session& session) {
  json parameters = given;
  const auto changes = readChanges(parameters);
  if (!changes) return fail(changes.error());
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto named = namedRuns(parameters, *stores);
  if (!named) return fail(named.error());
  return forEachRun(*named, [&](const NamedRun& one) -> Result<json> {
    const auto run = one.store->update(one.id, [&](store::Run& record) { return apply(*changes, record); });
    if (!run) return fail(run.error());
    return runJson(*run);
  });
}

}  // namespace footplate::commands
