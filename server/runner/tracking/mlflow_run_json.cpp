#include "runner/tracking/mlflow_run_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/json_text.h"
#include "base/uri.h"
#include "runner/tracking/mlflow_experiments.h"
#include "runner/tracking/mlflow_json.h"

namespace footplate::runner::mlflow {

using nlohmann::json;

namespace {

constexpr const char* datasetContext = "mlflow.data.context";

// The pieces of a list, commas between them.
class List {
 public:
  explicit List(std::string& out) : out_(out) { out_ += '['; }
  std::string& next() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }
  void close() { out_ += ']'; }

 private:
  std::string& out_;
  bool first_ = true;
};

void addPair(List& list, std::string_view name, std::string_view value) {
  std::string& out = list.next();
  out += R"({"key":)";
  appendJsonString(out, name);
  out += R"(,"value":)";
  appendJsonString(out, value);
  out += '}';
}

void addMetrics(std::string& out, const store::Run& run) {
  List list(out);
  for (const auto& [name, metric] : run.metrics) {
    list.next() += R"({"key":)";
    appendJsonString(out, name);
    out += R"(,"value":)";
    if (std::isfinite(metric.last)) {
      appendJsonNumber(out, metric.last);
    } else {
      out += write(numberOut(metric.last));
    }
    out += R"(,"timestamp":)";
    appendJsonNumber(out, static_cast<std::int64_t>(metric.time));
    out += R"(,"step":)";
    appendJsonNumber(out, metric.step);
    out += '}';
  }
  list.close();
}

void addParams(std::string& out, const store::Run& run) {
  List list(out);
  for (const auto& [name, value] : run.params) addPair(list, name, value);
  list.close();
}

void addTags(std::string& out, const store::Run& run) {
  List list(out);
  for (const auto& [name, value] : run.tags) addPair(list, name, value);
  for (const auto& [name, value] : run.properties) {
    if (!name.starts_with("footplate.")) addPair(list, name, value);
  }
  if (!run.properties.contains("mlflow.runName")) addPair(list, "mlflow.runName", run.displayName);
  if (!run.parent.empty() && !run.properties.contains("mlflow.parentRunId"))
    addPair(list, "mlflow.parentRunId", run.parent);
  list.close();
}

void addInfo(std::string& out, const store::Run& run, const std::string& outputs) {
  const auto text = [&](std::string_view name, std::string_view value) {
    out += name;
    appendJsonString(out, value);
  };
  const auto user = run.properties.find("mlflow.user");
  text(R"({"run_id":)", run.id);
  text(R"(,"run_uuid":)", run.id);
  text(R"(,"run_name":)", run.displayName);
  text(R"(,"experiment_id":)", MlflowExperiments::idOf(run.experiment));
  text(R"(,"user_id":)", user == run.properties.end() ? std::string_view() : user->second);
  text(R"(,"status":)", statusWord(run.status));
  text(R"(,"lifecycle_stage":)", run.archived ? "deleted" : "active");
  text(R"(,"artifact_uri":)", uriFromPath(outputs));
  out += R"(,"start_time":)";
  appendJsonNumber(out, static_cast<std::int64_t>(run.started.value_or(run.created)));
  if (run.ended) {
    out += R"(,"end_time":)";
    appendJsonNumber(out, static_cast<std::int64_t>(*run.ended));
  }
  out += '}';
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
  json models = json::parse(known->second, nullptr, false);
  return models.is_array() ? json{{"model_outputs", std::move(models)}} : json::object();
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
  std::string text;
  addInfo(text, run, outputs);
  return json::parse(text);
}

void appendRun(std::string& out, const store::Run& run, const std::string& outputs) {
  out += R"({"info":)";
  addInfo(out, run, outputs);
  out += R"(,"data":{"metrics":)";
  addMetrics(out, run);
  out += R"(,"params":)";
  addParams(out, run);
  out += R"(,"tags":)";
  addTags(out, run);
  out += R"(},"inputs":)";
  out += run.datasets.empty() ? R"({"dataset_inputs":[]})" : write(inputsOf(run));
  out += R"(,"outputs":)";
  out += run.properties.contains(modelOutputs) ? write(outputsOf(run)) : "{}";
  out += '}';
}

json runJson(const store::Run& run, const std::string& outputs) {
  std::string text;
  appendRun(text, run, outputs);
  return json::parse(text);
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
