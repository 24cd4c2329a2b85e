// Runs side by side: one row a fact, one value a run.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

json secondsTaken(const store::Run& run) {
  if (!run.started) return nullptr;
  const TimeMs end = run.ended.value_or(nowMs());
  return static_cast<double>(std::max<TimeMs>(end - *run.started, 0)) / 1000;
}

// A run's facts by group and name, in the order they are shown.
using Facts = std::vector<std::tuple<std::string, std::string, json>>;

Facts factsOf(const store::Run& run) {
  const json full = runJson(run);
  Facts facts;
  for (const char* name : {"display_name", "experiment", "kind", "status", "compute", "created"})
    facts.emplace_back("run", name, full.at(name));
  facts.emplace_back("run", "duration", secondsTaken(run));
  for (const char* name : {"exit_code", "signal", "file"}) facts.emplace_back("run", name, full.at(name));
  if (full.at("error").is_object()) facts.emplace_back("run", "error", full["error"]["code"]);
  for (const char* group : {"params", "metrics", "tags"}) {
    for (const auto& [name, value] : full.at(group).items()) facts.emplace_back(group, name, value);
  }
  for (const auto& [name, input] : full.at("inputs").items()) {
    if (input.value("type", "") != "literal") facts.emplace_back("inputs", name, input.value("value", ""));
  }
  if (const json& snapshot = full.at("snapshot"); snapshot.is_object()) {
    for (const char* name : {"hash", "files", "bytes"}) facts.emplace_back("code", name, snapshot.at(name));
  }
  const json& environment = full.at("environment");
  if (!environment.is_object()) return facts;
  for (const char* name : {"name", "hash", "how", "python"})
    facts.emplace_back("environment", name, environment.at(name));
  for (const json& change : environment.at("substitutions")) {
    facts.emplace_back("environment", change.at("package"), change.at("given"));
  }
  return facts;
}

// What was measured when is always another.
bool isExpected(const std::string& group, const std::string& name) {
  return group == "run" && (name == "created" || name == "duration" || name == "display_name");
}

}  // namespace

Result<Outcome> runCompare(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto named = namedRuns(parameters, *stores);
  if (!named) return fail(named.error());
  if (named->size() < 2) {
    return fail(ErrorCode::usage, "comparing runs: there are fewer than two; name another");
  }
  json runs = json::array();
  std::vector<std::pair<std::string, std::string>> order;
  std::map<std::pair<std::string, std::string>, std::vector<json>> values;
  for (std::size_t at = 0; at < named->size(); ++at) {
    const auto run = named->at(at).store->find(named->at(at).id);
    if (!run) return fail(run.error());
    runs.push_back(runSummaryJson(*run));
    for (auto& [group, name, value] : factsOf(*run)) {
      const std::pair key(group, name);
      auto [entry, isNew] = values.try_emplace(key, named->size());
      if (isNew) order.push_back(key);
      entry->second[at] = value;
    }
  }
  constexpr std::string_view groups[] = {"run", "params", "metrics", "inputs", "tags", "code", "environment"};
  std::ranges::stable_sort(order, {},
                           [&](const auto& key) { return std::ranges::find(groups, key.first) - groups; });
  const bool onlyDifferent = parameters.value("diff", false);
  json rows = json::array();
  for (const auto& key : order) {
    const std::vector<json>& row = values.at(key);
    const bool differs = std::ranges::any_of(row, [&](const json& value) { return value != row.front(); });
    if (onlyDifferent && (!differs || isExpected(key.first, key.second))) continue;
    rows.push_back({{"group", key.first}, {"name", key.second}, {"values", row}, {"differs", differs}});
  }
  return Outcome(json{{"runs", std::move(runs)}, {"rows", std::move(rows)}});
}

}  // namespace footplate::commands
