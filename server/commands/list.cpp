#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "commands/project.h"
#include "commands/queue_json.h"
#include "commands/run_json.h"
#include "commands/verbs.h"
#include "store/joined_list.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// KEY=VALUE for a tag of that value, KEY for any.
Result<store::Where> tagCondition(const std::string& word) {
  const std::size_t equals = word.find('=');
  const store::Field field{store::Field::Family::tag, word.substr(0, equals)};
  if (field.name.empty()) {
    return fail(ErrorCode::usage, "listing runs: '" + word + "' names no tag; write KEY or KEY=VALUE");
  }
  if (equals != std::string::npos) return store::equals(field, word.substr(equals + 1));
  store::Where where = store::equals(field, {});
  where.comparison.op = store::Comparison::Operator::isNull;
  where.comparison.negated = true;
  return where;
}

Result<store::Where> conditionOf(const json& parameters) {
  auto condition = store::parseWhere(parameters.value("where", ""));
  if (!condition) return condition;
  for (const std::string& word : parameters.value("tag", std::vector<std::string>())) {
    auto tag = tagCondition(word);
    if (!tag) return tag;
    *condition = store::bothOf(std::move(*condition), std::move(*tag));
  }
  return condition;
}

// The columns are the face's to show; a wrong one is told before anything is looked up.
Result<void> checkColumns(const json& parameters) {
  for (const std::string& list : parameters.value("columns", std::vector<std::string>())) {
    for (const std::string& column : split(list, ',')) {
      if (trim(column).empty()) continue;
      if (auto field = store::parseField(trim(column)); !field) return fail(field.error());
    }
  }
  return {};
}

Result<store::RunFilter> filterOf(const json& parameters) {
  store::RunFilter filter;
  filter.experiment = parameters.value("experiment", "");
  filter.limit = parameters.value("limit", std::int64_t{50});
  filter.cursor = parameters.value("cursor", "");
  filter.children = parameters.value("children", false);
  filter.archived = parameters.value("archived", false);
  if (filter.limit < 1) return fail(ErrorCode::usage, "listing runs: the limit is at least 1");
  for (const std::string& words : parameters.value("status", std::vector<std::string>())) {
    for (const std::string& word : split(words, ',')) {
      const auto status = store::parseStatus(trim(word));
      if (!status) {
        return fail(ErrorCode::usage,
                    "listing runs: no status is called '" + word +
                        "'; there are NotStarted, Provisioning, Preparing, Queued, Running, Finalizing, "
                        "Completed, Failed, CancelRequested, Canceled and NotResponding");
      }
      filter.status.push_back(*status);
    }
  }
  auto condition = conditionOf(parameters);
  if (!condition) return fail(condition.error());
  filter.where = std::move(*condition);
  const auto unlessSaid =
      parameters.value("ascending", false) ? store::Direction::ascending : store::Direction::descending;
  auto order = store::parseOrder(parameters.value("sort", ""), unlessSaid);
  if (!order) return fail(order.error());
  filter.order = std::move(*order);
  if (auto good = checkColumns(parameters); !good) return fail(good.error());
  return filter;
}

json rowOf(const store::Run& run, Queues& queues) {
  json row = runSummaryJson(run);
  queues.addTo(row, run);
  if (run.children > 0) row["child_count"] = run.children;
  return row;
}

Result<Outcome> listOne(const store::RunStore& store, const store::RunFilter& filter) {
  const auto page = store.list(filter);
  if (!page) return fail(page.error());
  json runs = json::array();
  Queues queues(store);
  for (const store::Run& run : page->runs) runs.push_back(rowOf(run, queues));
  return Outcome(
      json{{"runs", std::move(runs)}, {"next", page->next.empty() ? json(nullptr) : json(page->next)}});
}

// The cursor of several projects is a list of [root, cursor] of those that have more. Projects that came
// since its first page are not in it.
Result<store::JoinedCursor> readCursors(const std::string& text,
                                        const std::vector<const store::RunStore*>& stores) {
  if (text.empty()) return store::JoinedCursor();
  const json pairs = json::parse(text, nullptr, false);
  store::JoinedCursor cursors(stores.size());
  const auto isPair = [](const json& pair) {
    return pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string();
  };
  if (!pairs.is_array() || !std::ranges::all_of(pairs, isPair)) {
    return fail(ErrorCode::usage,
                "listing runs: the cursor is none of a list of these projects; leave it out to begin anew");
  }
  for (const json& pair : pairs) {
    const auto at = std::ranges::find(stores, pair[0].get<std::string>(), &store::RunStore::root);
    if (at != stores.end())
      cursors[static_cast<std::size_t>(at - stores.begin())] = pair[1].get<std::string>();
  }
  return cursors;
}

Result<Outcome> listSeveral(ProjectStores& projects, const store::RunFilter& filter) {
  std::vector<const store::RunStore*> stores;
  std::vector<Queues> queues;
  for (const store::RunStore& store : projects.all()) {
    stores.push_back(&store);
    queues.emplace_back(store);
  }
  auto from = readCursors(filter.cursor, stores);
  if (!from) return fail(from.error());
  auto page = store::listJoined(stores, filter, std::move(*from));
  if (!page) return fail(page.error());
  json runs = json::array();
  for (const auto& [store, run] : page->runs) runs.push_back(rowOf(run, queues[store]));
  json next = json::array();
  for (std::size_t at = 0; at < stores.size(); ++at) {
    if (page->next[at]) next.push_back({stores[at]->root(), *page->next[at]});
  }
  return Outcome(json{{"runs", std::move(runs)}, {"next", next.empty() ? json(nullptr) : json(next.dump())}});
}

}  // namespace

Result<Outcome> runList(const json& parameters, Session& session) {
  auto filter = filterOf(parameters);
  if (!filter) return fail(filter.error());
  auto stores = ProjectStores::open(session);
  if (!stores && stores.error().code == ErrorCode::notFound) {
    return Outcome(json{{"runs", json::array()}, {"next", nullptr}});  // nothing was ever submitted here
  }
  if (!stores) return fail(stores.error());
  if (const std::string parent = parameters.value("parent", ""); !parent.empty()) {
    const auto above = stores->resolve(parent);
    if (!above) return fail(above.error());
    filter->parent = above->id;
    return listOne(*above->store, *filter);
  }
  if (stores->areSeveral()) return listSeveral(*stores, *filter);
  return listOne(stores->all().front(), *filter);
}

}  // namespace footplate::commands
