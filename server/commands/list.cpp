#include <nlohmann/json.hpp>

#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

Result<store::RunFilter> filterOf(const json& parameters) {
  store::RunFilter filter;
  filter.experiment = parameters.value("experiment", "");
  filter.limit = parameters.value("limit", std::int64_t{50});
  filter.cursor = parameters.value("cursor", "");
  filter.children = parameters.value("children", false);
  if (filter.limit < 1) return fail(ErrorCode::usage, "listing runs: the limit is at least 1");
  for (const std::string& word : parameters.value("status", std::vector<std::string>())) {
    const auto status = store::parseStatus(word);
    if (!status) return fail(ErrorCode::usage, "listing runs: no status is called '" + word + "'");
    filter.status.push_back(*status);
  }
  if (const std::string where = parameters.value("where", ""); !where.empty()) {
    auto condition = store::parseWhere(where);
    if (!condition) return fail(condition.error());
    filter.where = std::move(*condition);
  }
  const bool ascending = parameters.value("ascending", false);
  auto order = store::parseOrder(parameters.value("sort", ""),
                                 ascending ? store::Direction::ascending : store::Direction::descending);
  if (!order) return fail(order.error());
  filter.order = std::move(*order);
  return filter;
}

}  // namespace

Result<Outcome> runList(const json& parameters, Session& session) {
  const auto filter = filterOf(parameters);
  if (!filter) return fail(filter.error());
  auto store = openProjectStore(session);
  if (!store && store.error().code == ErrorCode::notFound) {
    return Outcome(json{{"runs", json::array()}, {"next", nullptr}});  // nothing was ever submitted here
  }
  if (!store) return fail(store.error());
  const auto page = store->list(*filter);
  if (!page) return fail(page.error());
  json runs = json::array();
  for (const store::Run& run : page->runs) runs.push_back(runSummaryJson(run));
  return Outcome(
      json{{"runs", std::move(runs)}, {"next", page->next.empty() ? json(nullptr) : json(page->next)}});
}

}  // namespace footplate::commands
