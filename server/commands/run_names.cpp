#include "commands/run_names.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr std::int64_t pageOfAll = 1000;

void addOnce(std::vector<NamedRun>& runs, NamedRun run) {
  const auto isSame = [&](const NamedRun& one) { return one.store == run.store && one.id == run.id; };
  if (std::ranges::none_of(runs, isSame)) runs.push_back(std::move(run));
}

}  // namespace

Result<std::vector<store::Run>> allRuns(const store::RunStore& store, store::RunFilter filter) {
  std::vector<store::Run> runs;
  filter.limit = pageOfAll;
  do {
    auto page = store.list(filter);
    if (!page) return fail(page.error());
    std::move(page->runs.begin(), page->runs.end(), std::back_inserter(runs));
    filter.cursor = page->next;
  } while (!filter.cursor.empty());
  return runs;
}

Result<void> addFitting(ProjectStores& stores, const store::RunFilter& filter, std::vector<NamedRun>& named) {
  std::vector<std::pair<TimeMs, NamedRun>> fitting;
  for (store::RunStore& store : stores.all()) {
    const auto runs = allRuns(store, filter);
    if (!runs) return fail(runs.error());
    for (const store::Run& run : *runs) fitting.emplace_back(run.created, NamedRun{&store, run.id});
  }
  if (stores.areSeveral())
    std::ranges::stable_sort(fitting, std::ranges::greater(), &std::pair<TimeMs, NamedRun>::first);
  for (auto& [created, run] : fitting) addOnce(named, std::move(run));
  return {};
}

Result<std::vector<NamedRun>> namedRuns(const json& parameters, ProjectStores& stores) {
  std::vector<NamedRun> runs;
  const auto references = parameters.value("runs", std::vector<std::string>());
  const std::string where = parameters.value("where", "");
  if (references.empty() && where.empty()) {
    return fail(ErrorCode::usage, "no run is named; give an id, a unique prefix of one, @last, or --where");
  }
  for (const std::string& reference : references) {
    auto run = stores.resolve(reference);
    if (!run) return fail(run.error());
    addOnce(runs, std::move(*run));
  }
  if (where.empty()) return runs;
  auto condition = store::parseWhere(where);
  if (!condition) return fail(condition.error());
  if (auto added = addFitting(stores, {.where = std::move(*condition)}, runs); !added)
    return fail(added.error());
  return runs;
}

Result<NamedRun> namedRun(const json& parameters, ProjectStores& stores, Session& session) {
  auto run = stores.resolve(parameters.at("run").get<std::string>());
  if (run && stores.areSeveral()) session.folder = run->store->root();
  return run;
}

Result<std::vector<store::Run>> runTree(const store::RunStore& store, const std::string& id) {
  auto root = store.find(id);
  if (!root) return fail(root.error());
  std::vector<store::Run> runs{std::move(*root)};
  for (std::size_t at = 0; at < runs.size(); ++at) {
    auto below = allRuns(store, {.parent = runs[at].id, .archived = true});
    if (!below) return fail(below.error());
    std::move(below->begin(), below->end(), std::back_inserter(runs));
  }
  return runs;
}

Result<Outcome> forEachRun(const std::vector<NamedRun>& named,
                           const std::function<Result<json>(const NamedRun& run)>& work) {
  json runs = json::array();
  std::vector<Error> errors;
  for (const NamedRun& run : named) {
    auto done = work(run);
    if (!done) {
      if (named.size() == 1 || done.error().code == ErrorCode::canceled) return fail(done.error());
      errors.push_back(done.error());
      continue;
    }
    runs.push_back(std::move(*done));
  }
  if (named.size() == 1) return Outcome(json{{"run", std::move(runs[0])}});
  Outcome outcome(json{{"runs", std::move(runs)}});
  outcome.errors = std::move(errors);
  return outcome;
}

}  // namespace footplate::commands
