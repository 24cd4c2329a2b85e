// Experiments, runs, searches and histories of the API.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "runner/tracking/mlflow_api.h"
#include "runner/tracking/mlflow_json.h"
#include "runner/tracking/mlflow_run_json.h"
#include "store/metric_file.h"

namespace footplate::runner {

using nlohmann::json;
using namespace mlflow;

namespace {

constexpr std::int64_t mostRuns = 50'000;  // of one page, as MLflow's own server has it

json historyJson(const std::vector<store::MetricPoint>& points, const std::string& run) {
  json list = json::array();
  for (const store::MetricPoint& point : points) {
    list.push_back({{"key", point.name},
                    {"value", numberOut(point.value)},
                    {"timestamp", point.time},
                    {"step", point.step}});
    if (!run.empty()) list.back()["run_id"] = run;
  }
  return list;
}

std::vector<std::string> textsOf(const json& body, const char* member) {
  std::vector<std::string> texts;
  const auto found = body.find(member);
  if (found == body.end()) return texts;
  if (!found->is_array()) return {found->get<std::string>()};
  for (const json& each : *found) texts.push_back(each.is_string() ? each.get<std::string>() : each.dump());
  return texts;
}

// MLflow sorts upwards where no direction stands.
std::vector<store::SortKey> orderOf(const json& body) {
  std::string text;
  for (const std::string& key : textsOf(body, "order_by")) text += (text.empty() ? "" : ", ") + key;
  return orThrow(store::parseOrder(text, store::Direction::ascending));
}

store::Where whereOf(const json& body) {
  store::Where where =
      orThrow(store::parseWhere(body.contains("filter") ? body["filter"].get<std::string>() : std::string()));
  const std::string view = body.value("run_view_type", std::string("ACTIVE_ONLY"));
  if (view == "DELETED_ONLY") where = bothOf(std::move(where), orThrow(store::parseWhere("archived = true")));
  return where;
}

}  // namespace

json MlflowApi::createExperiment(const json& body) {
  return {{"experiment_id", experiments_.create(text(body, "name"))}};
}

json MlflowApi::getExperiment(const json& body) {
  return {{"experiment", experiments_.describe(experiments_.nameOf(text(body, "experiment_id")))}};
}

json MlflowApi::getExperimentByName(const json& body) {
  return {{"experiment", experiments_.describe(text(body, "experiment_name"))}};
}

json MlflowApi::searchExperiments(const json& body) {
  if (body.value("view_type", std::string()) == "DELETED_ONLY")  // none is ever deleted
    return {{"experiments", json::array()}};
  const std::int64_t most = body.contains("max_results") ? integer(body, "max_results") : 1000;
  const std::int64_t from = body.contains("page_token") ? integer(body, "page_token") : 0;
  if (most < 1 || most > mostRuns || from < 0)
    throw Problem(400, "INVALID_PARAMETER_VALUE", "max_results is from 1 to " + std::to_string(mostRuns));
  return experiments_.search(body.value("filter", std::string()), static_cast<std::size_t>(from),
                             static_cast<std::size_t>(most));
}

json MlflowApi::tagExperiment(const json& body) {
  experiments_.setTag(text(body, "experiment_id"), text(body, "key"), text(body, "value"));
  return json::object();
}

json MlflowApi::describe(const std::string& id) {
  return runJson(orThrow(runs_.find(id)), runs_.folder(id).outputs());
}

json MlflowApi::createRun(const json& body) {
  TrackedFacts facts = factsOf(body);
  const auto tag = [&](const char* name) {
    const auto found = facts.tags.find(name);
    return found == facts.tags.end() ? std::string() : found->second;
  };
  std::string parent = tag("mlflow.parentRunId");
  if (!runs_.knows(parent)) parent = runs_.mainRun();
  const std::string experiment =
      experiments_.nameOf(body.contains("experiment_id") ? text(body, "experiment_id") : "0");
  const TimeMs began = moment(body, "start_time");
  const std::string name = body.contains("run_name") ? text(body, "run_name") : tag("mlflow.runName");
  const std::string id = orThrow(runs_.createChild(parent, experiment, name, began ? began : nowMs()));
  orThrow(runs_.addFacts(id, facts));
  return {{"run", describe(id)}};
}

json MlflowApi::getRun(const json& body) {
  return {{"run", describe(knownRun(body))}};
}

json MlflowApi::updateRun(const json& body) {
  const std::string id = ownRun(body);
  if (body.contains("run_name"))
    orThrow(runs_.addFacts(id, {{}, {{"mlflow.runName", text(body, "run_name")}}}));
  const std::string status = body.contains("status") ? text(body, "status") : "";
  const TimeMs ended = moment(body, "end_time");
  if (const store::RunStatus end = statusOf(status); store::isTerminal(end)) {
    orThrow(runs_.endChild(id, end, ended ? ended : nowMs()));
  }
  json info = runInfo(orThrow(runs_.find(id)), runs_.folder(id).outputs());
  // The main run's end is its command's; the client is told what it said.
  if (!status.empty()) info["status"] = status;
  return {{"run_info", std::move(info)}};
}

json MlflowApi::deleteRun(const json& body) {
  orThrow(runs_.setArchived(ownRun(body), true));
  return json::object();
}

json MlflowApi::restoreRun(const json& body) {
  orThrow(runs_.setArchived(ownRun(body), false));
  return json::object();
}

std::string MlflowApi::searchRuns(const json& body) {
  store::RunFilter filter;
  filter.children = true;
  filter.details = true;
  filter.childCounts = false;
  filter.where = whereOf(body);
  filter.order = orderOf(body);
  filter.archived = body.value("run_view_type", std::string("ACTIVE_ONLY")) != "ACTIVE_ONLY";
  filter.limit = body.contains("max_results") ? integer(body, "max_results") : 1000;
  if (filter.limit < 1 || filter.limit > mostRuns)
    throw Problem(400, "INVALID_PARAMETER_VALUE", "max_results is from 1 to " + std::to_string(mostRuns));
  filter.cursor = body.value("page_token", std::string());
  for (const std::string& id : textsOf(body, "experiment_ids"))
    filter.experiments.push_back(experiments_.nameOf(id));
  const store::RunPage page = orThrow(runs_.list(filter));
  std::string answer = R"({"runs":[)";
  for (const store::Run& run : page.runs) {
    if (answer.back() == '}') answer += ',';
    appendRun(answer, run, runs_.folder(run.id).outputs());
  }
  answer += ']';
  if (!page.next.empty()) answer += R"(,"next_page_token":)" + write(page.next);
  return answer + '}';
}

json MlflowApi::metricHistory(const json& body) {
  const std::string name = text(body, "metric_key");
  auto history = orThrow(store::MetricFile(runs_.folder(knownRun(body)).metrics()).read(name));
  return {{"metrics", historyJson(history[name], "")}};
}

json MlflowApi::metricHistories(const json& body) {
  const std::string name = text(body, "metric_key");
  json list = json::array();
  for (const std::string& id : textsOf(body, "run_id")) {
    if (!runs_.knows(id) && !runs_.exists(id)) continue;
    auto history = orThrow(store::MetricFile(runs_.folder(id).metrics()).read(name));
    for (json& point : historyJson(history[name], id)) list.push_back(std::move(point));
  }
  return {{"metrics", std::move(list)}};
}

}  // namespace footplate::runner
