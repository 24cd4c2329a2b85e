#include "runner/mlflow_run_json.h"

#include <nlohmann/json.hpp>

#include "base/uri.h"
#include "runner/mlflow_experiments.h"
#include "runner/mlflow_json.h"

namespace footplate::runner::mlflow {

using nlohmann::json;

namespace {

constexpr const char* datasetContext = "mlflow.data.context";

json metricsOf(const store::Run& run) {
  json list = json::array();
  for (const auto& [name, metric] : run.metrics) {
    list.push_back({{"key", name},
                    {"value", numberOut(metric.last)},
                    {"timestamp", metric.time},
                    {"step", metric.step}});
  }
  return list;
}

json tagsOf(const store::Run& run) {
  json tags = pairs(run.tags);
  for (const auto& [name, value] : run.properties) {
    if (!name.starts_with("footplate.")) tags.push_back({{"key", name}, {"value", value}});
  }
  if (!run.properties.contains("mlflow.runName"))
    tags.push_back({{"key", "mlflow.runName"}, {"value", run.displayName}});
  if (!run.parent.empty() && !run.properties.contains("mlflow.parentRunId"))
    tags.push_back({{"key", "mlflow.parentRunId"}, {"value", run.parent}});
  return tags;
}

json inputsOf(const store::Run& run) {
  json list = json::array();
  for (const store::RunDataset& one : run.datasets) {
    json tags = json::array();
    if (!one.context.empty()) tags.push_back({{"key", datasetContext}, {"value", one.context}});
    list.push_back({{"dataset",
                     {{"name", one.name},
                      {"digest", one.digest},
                      {"source_type", one.sourceType},
                      {"source", one.source}}},
                    {"tags", std::move(tags)}});
  }
  return {{"dataset_inputs", std::move(list)}};
}

json outputsOf(const store::Run& run) {
  const auto known = run.properties.find(modelOutputs);
  if (known == run.properties.end()) return json::object();
  return {{"model_outputs", json::parse(known->second, nullptr, false)}};
}

}  // namespace

const char* statusWord(store::RunStatus status) {
  switch (status) {
    case store::RunStatus::completed:
      return "FINISHED";
    case store::RunStatus::failed:
      return "FAILED";
    case store::RunStatus::canceled:
      return "KILLED";
    case store::RunStatus::notStarted:
    case store::RunStatus::queued:
      return "SCHEDULED";
    default:
      return "RUNNING";
  }
}

store::RunStatus statusOf(const std::string& word) {
  if (word == "FINISHED") return store::RunStatus::completed;
  if (word == "FAILED") return store::RunStatus::failed;
  return word == "KILLED" ? store::RunStatus::canceled : store::RunStatus::running;
}

json runInfo(const store::Run& run, const std::string& outputs) {
  const auto user = run.properties.find("mlflow.user");
  json info{{"run_id", run.id},
            {"run_uuid", run.id},
            {"run_name", run.displayName},
            {"experiment_id", MlflowExperiments::idOf(run.experiment)},
            {"user_id", user == run.properties.end() ? "" : user->second},
            {"status", statusWord(run.status)},
            {"start_time", run.started.value_or(run.created)},
            {"lifecycle_stage", run.archived ? "deleted" : "active"},
            {"artifact_uri", uriFromPath(outputs)}};
  if (run.ended) info["end_time"] = *run.ended;
  return info;
}

json runJson(const store::Run& run, const std::string& outputs) {
  return {{"info", runInfo(run, outputs)},
          {"data", {{"metrics", metricsOf(run)}, {"params", pairs(run.params)}, {"tags", tagsOf(run)}}},
          {"inputs", inputsOf(run)},
          {"outputs", outputsOf(run)}};
}

std::vector<store::RunDataset> datasetsOf(const json& body) {
  std::vector<store::RunDataset> all;
  for (const json& each : body.value("datasets", json::array())) {
    const json data = each.value("dataset", json::object());
    store::RunDataset one{data.value("name", std::string()),
                          data.value("digest", std::string()),
                          data.value("source_type", std::string()),
                          data.value("source", std::string()),
                          {}};
    for (const json& tag : each.value("tags", json::array())) {
      if (tag.value("key", "") == datasetContext) one.context = tag.value("value", std::string());
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace footplate::runner::mlflow
