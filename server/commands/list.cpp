#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "commands/project.h"
#include "commands/queue_json.h"
#include "commands/run_json.h"
#include "commands/verbs.h"

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
      if (!status) return fail(ErrorCode::usage, "listing runs: no status is called '" + word + "'");
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

}  // namespace

Result<Outcome> runList(const json& parameters, Session& session) {
  auto filter = filterOf(parameters);
  if (!filter) return fail(filter.error());
  auto store = openProjectStore(session);
  if (!store && store.error().code == ErrorCode::notFound) {
    return Outcome(json{{"runs", json::array()}, {"next", nullptr}});  // nothing was ever submitted here
  }
  if (!store) return fail(store.error());
  if (const std::string parent = parameters.value("parent", ""); !parent.empty()) {
    auto id = store->resolve(parent);
    if (!id) return fail(id.error());
    filter->parent = *id;
  }
  const auto page = store->list(*filter);
  if (!page) return fail(page.error());
  json runs = json::array();
  Queues queues(*store);
  for (const store::Run& run : page->runs) {
    runs.push_back(runSummaryJson(run));
    queues.addTo(runs.back(), run);
    if (run.children > 0) runs.back()["child_count"] = run.children;
  }
  return Outcome(
      json{{"runs", std::move(runs)}, {"next", page->next.empty() ? json(nullptr) : json(page->next)}});
}

}  // namespace footplate::commands
