#include "commands/run_names.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr std::int64_t pageOfAll = 1000;

void addOnce(std::vector<std::string>& ids, const std::string& id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
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

Result<std::vector<std::string>> namedRuns(const json& parameters, const store::RunStore& store) {
  std::vector<std::string> ids;
  const auto references = parameters.value("runs", std::vector<std::string>());
  const std::string where = parameters.value("where", "");
  if (references.empty() && where.empty()) {
    return fail(ErrorCode::usage, "no run is named; give an id, a unique prefix of one, @last, or --where");
  }
  for (const std::string& reference : references) {
    auto id = store.resolve(reference);
    if (!id) return fail(id.error());
    addOnce(ids, *id);
  }
  if (where.empty()) return ids;
  auto condition = store::parseWhere(where);
  if (!condition) return fail(condition.error());
  const auto fitting = allRuns(store, {.where = std::move(*condition)});
  if (!fitting) return fail(fitting.error());
  for (const store::Run& run : *fitting) addOnce(ids, run.id);
  return ids;
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

Result<Outcome> forEachRun(const std::vector<std::string>& ids,
                           const std::function<Result<json>(const std::string& id)>& work) {
  json runs = json::array();
  std::vector<Error> errors;
  for (const std::string& id : ids) {
    auto done = work(id);
    if (!done) {
      if (ids.size() == 1 || done.error().code == ErrorCode::canceled) return fail(done.error());
      errors.push_back(done.error());
      continue;
    }
    runs.push_back(std::move(*done));
  }
  if (ids.size() == 1) return Outcome(json{{"run", std::move(runs[0])}});
  Outcome outcome(json{{"runs", std::move(runs)}});
  outcome.errors = std::move(errors);
  return outcome;
}

}  // namespace footplate::commands
