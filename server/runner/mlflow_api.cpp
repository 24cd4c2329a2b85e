#include "runner/mlflow_api.h"

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "runner/mlflow_json.h"
#include "store/metric_file.h"

namespace footplate::runner {
namespace {

using nlohmann::json;
using namespace mlflow;

store::MetricPoint pointOf(const json& value) {
  TimeMs time = integer(value, "timestamp");
  return {text(value, "key"), number(value, "value"), integer(value, "step"), time ? time : nowMs()};
}

void orThrow(const Result<void>& result) {
  if (!result) throw Problem(result.error());
}

template <class T>
T orThrow(Result<T> result) {
  if (!result) throw Problem(result.error());
  return std::move(*result);
}

const char* wordOf(store::RunStatus status) {
  switch (status) {
    case store::RunStatus::completed:
      return "FINISHED";
    case store::RunStatus::failed:
      return "FAILED";
    case store::RunStatus::canceled:
      return "KILLED";
    default:
      return "RUNNING";
  }
}

os::HttpResponse reply(int status, std::string body, const char* type = "application/json") {
  os::HttpResponse response;
  response.status = status;
  response.contentType = type;
  response.body = std::move(body);
  return response;
}

os::HttpResponse complaint(int status, const std::string& code, const std::string& message) {
  return reply(status, write({{"error_code", code}, {"message", message}}));
}

// "/api/2.0/mlflow/runs/get" -> "runs/get"; "" for what is no call of MLflow's.
std::string callOf(const std::string& path) {
  for (const char* prefix : {"/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/", "/api/3.0/mlflow/"}) {
    if (path.starts_with(prefix)) return path.substr(std::string_view(prefix).size());
  }
  return {};
}

}  // namespace

MlflowApi::MlflowApi(TrackedRuns& runs, std::string experiment)
    : runs_(runs), experiments_{std::move(experiment)} {}

os::HttpResponse MlflowApi::answer(const os::HttpRequest& request) {
  if (request.path == "/health") return reply(200, "OK", "text/plain");
  if (request.path == "/version") return reply(200, "2.22.0", "text/plain");
  try {
    json body = request.body.empty() ? json::object() : json::parse(request.body);
    if (!body.is_object()) throw Problem(400, "INVALID_PARAMETER_VALUE", "the body is not a JSON object");
    for (const auto& [name, value] : request.query) body.emplace(name, value);
    return reply(200, write(route(request.method, callOf(request.path), body)));
  } catch (const Problem& problem) {
    return complaint(problem.status, problem.code, problem.message);
  } catch (const json::exception& error) {
    return complaint(400, "INVALID_PARAMETER_VALUE", error.what());
  }
}

json MlflowApi::route(const std::string& method, const std::string& call, const json& body) {
  if (call.starts_with("logged-models")) return models(method, call.substr(13), body);
  bool get = method == "GET";
  if (call == "experiments/get-by-name" && get)
    return {{"experiment", experiment(text(body, "experiment_name"))}};
  if (call == "experiments/get" && get)
    return {{"experiment", experiment(experimentName(text(body, "experiment_id")))}};
  if (call == "experiments/search") {
    std::lock_guard guard(mutex_);
    json list = json::array();
    for (const std::string& name : experiments_) list.push_back(experiment(name));
    return {{"experiments", list}};
  }
  if (call == "runs/get" && get) return {{"run", describe(orThrow(runs_.find(runIdOf(body))))}};
  if (call == "metrics/get-history" && get) return metricHistory(body);
  if (call == "artifacts/list" && get) return listArtifacts(body);
  if (method != "POST") throw Problem(404, "ENDPOINT_NOT_FOUND", "no such call: " + method + " " + call);
  if (call == "experiments/create") return {{"experiment_id", experimentId(text(body, "name"))}};
  if (call == "experiments/set-experiment-tag") return json::object();
  if (call == "runs/create") return createRun(body);
  if (call == "runs/update") return updateRun(body);
  if (call == "runs/search") return searchRuns(body);
  if (call == "runs/log-batch") return logBatch(body);
  if (call == "runs/log-inputs") return logInputs(body);
  if (call == "runs/log-metric") {
    orThrow(runs_.addMetrics(runIdOf(body), {pointOf(body)}));
  } else if (call == "runs/log-parameter") {
    orThrow(runs_.addFacts(runIdOf(body), {{{text(body, "key"), text(body, "value")}}, {}}));
  } else if (call == "runs/set-tag") {
    orThrow(runs_.addFacts(runIdOf(body), {{}, {{text(body, "key"), text(body, "value")}}}));
  } else if (call == "runs/delete-tag") {
    orThrow(runs_.removeTag(runIdOf(body), text(body, "key")));
  } else if (call == "runs/log-model") {
    orThrow(runs_.addFacts(runIdOf(body),
                           {{}, {{"mlflow.log-model.history", "[" + text(body, "model_json") + "]"}}}));
  } else if (call != "runs/outputs") {
    throw Problem(404, "ENDPOINT_NOT_FOUND", "no such call: " + call);
  }
  return json::object();
}

// A job sees its own run and the children it made; every other id is unknown.
std::string MlflowApi::runIdOf(const json& body) const {
  std::string id = text(body, body.contains("run_id") ? "run_id" : "run_uuid");
  if (runs_.knows(id)) return id;
  throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "Run with id=" + id + " not found");
}

json MlflowApi::experiment(const std::string& name) const {
  for (std::size_t at = 0; at < experiments_.size(); ++at) {
    if (experiments_[at] != name) continue;
    std::string place = uriFromPath(runs_.folder(runs_.mainRun()).outputs());
    return {{"experiment_id", std::to_string(at + 1)},
            {"name", name},
            {"artifact_location", place},
            {"lifecycle_stage", "active"},
            {"last_update_time", 0},
            {"creation_time", 0},
            {"tags", json::array()}};
  }
  throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name '" + name + "'");
}

std::string MlflowApi::experimentId(const std::string& name) {
  std::lock_guard guard(mutex_);
  for (std::size_t at = 0; at < experiments_.size(); ++at) {
    if (experiments_[at] == name) return std::to_string(at + 1);
  }
  experiments_.push_back(name);
  return std::to_string(experiments_.size());
}

std::string MlflowApi::experimentName(const std::string& id) const {
  std::lock_guard guard(mutex_);
  std::size_t at = std::strtoul(id.c_str(), nullptr, 10);
  if (id == "0") return experiments_.front();  // MLflow's default experiment: here the run's
  if (at >= 1 && at <= experiments_.size()) return experiments_[at - 1];
  throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=" + id + " exists");
}

json MlflowApi::createRun(const json& body) {
  TrackedFacts facts = factsOf(body);
  std::string parent = facts.tags["mlflow.parentRunId"];
  if (!runs_.knows(parent)) parent = runs_.mainRun();
  std::string experiment = experimentName(body.contains("experiment_id") ? text(body, "experiment_id") : "1");
  TimeMs began = integer(body, "start_time");
  std::string name = body.contains("run_name") ? text(body, "run_name") : facts.tags["mlflow.runName"];
  std::string id = orThrow(runs_.createChild(parent, experiment, name, began ? began : nowMs()));
  orThrow(runs_.addFacts(id, facts));
  return {{"run", describe(orThrow(runs_.find(id)))}};
}

json MlflowApi::updateRun(const json& body) {
  std::string id = runIdOf(body);
  std::string status = body.contains("status") ? text(body, "status") : "";
  TimeMs ended = integer(body, "end_time");
  if (body.contains("run_name"))
    orThrow(runs_.addFacts(id, {{}, {{"mlflow.runName", text(body, "run_name")}}}));
  auto ending = status == "FINISHED" ? store::RunStatus::completed
                : status == "FAILED" ? store::RunStatus::failed
                                     : store::RunStatus::canceled;
  if (status == "FINISHED" || status == "FAILED" || status == "KILLED") {
    orThrow(runs_.endChild(id, ending, ended ? ended : nowMs()));
  }
  json info = describeInfo(orThrow(runs_.find(id)));
  if (!status.empty()) info["status"] = status;
  return {{"run_info", info}};
}

json MlflowApi::logBatch(const json& body) {
  std::string id = runIdOf(body);
  TrackedFacts facts = factsOf(body);
  if (!facts.params.empty() || !facts.tags.empty()) orThrow(runs_.addFacts(id, facts));
  std::vector<store::MetricPoint> points;
  for (const json& each : body.value("metrics", json::array())) points.push_back(pointOf(each));
  orThrow(runs_.addMetrics(id, points));
  return json::object();
}

// Filters are MLflow's own language; a job's search is over its few runs, so all of them are the answer.
json MlflowApi::searchRuns(const json& body) {
  json list = json::array();
  std::vector<std::string> ids = runs_.all();
  auto limit = static_cast<std::size_t>(body.contains("max_results") ? integer(body, "max_results") : 1000);
  for (auto id = ids.rbegin(); id != ids.rend() && list.size() < limit; ++id) {
    auto run = runs_.find(*id);
    if (!run) continue;
    json described = describe(*run);
    bool wanted = !body.contains("experiment_ids") || body["experiment_ids"].empty();
    for (const json& experiment : body.value("experiment_ids", json::array())) {
      wanted = wanted || experiment == described["info"]["experiment_id"];
    }
    if (wanted) list.push_back(std::move(described));
  }
  return {{"runs", list}};
}

json MlflowApi::metricHistory(const json& body) {
  std::string name = text(body, "metric_key");
  auto history = orThrow(store::MetricFile(runs_.folder(runIdOf(body)).metrics()).read(name));
  json list = json::array();
  for (const store::MetricPoint& point : history[name]) {
    list.push_back(
        {{"key", name}, {"value", numberOut(point.value)}, {"timestamp", point.time}, {"step", point.step}});
  }
  return {{"metrics", list}};
}

json MlflowApi::listArtifacts(const json& body) const {
  std::string root = runs_.folder(runIdOf(body)).outputs();
  std::string folder = joinPath(root, body.contains("path") ? text(body, "path") : "");
  if (!isInside(folder, root)) throw Problem(400, "INVALID_PARAMETER_VALUE", "the path leaves the run");
  json files = json::array();
  for (const std::string& name : listFolder(folder).value_or(std::vector<std::string>())) {
    std::string path = folder + "/" + name;
    json file = {{"path", relativePath(path, root)}, {"is_dir", folderExists(path)}};
    std::error_code error;
    if (fileExists(path)) file["file_size"] = std::filesystem::file_size(path, error);
    files.push_back(file);
  }
  return {{"root_uri", uriFromPath(root)}, {"files", files}};
}

// Data sets a script names are kept as facts of the run.
json MlflowApi::logInputs(const json& body) {
  TrackedFacts facts;
  for (const json& each : body.value("datasets", json::array())) {
    const json& data = each.value("dataset", json::object());
    facts.tags["mlflow.dataset." + data.value("name", std::string("dataset"))] =
        data.value("source", std::string());
  }
  if (!facts.tags.empty()) orThrow(runs_.addFacts(runIdOf(body), facts));
  return json::object();
}

json MlflowApi::describeInfo(const store::Run& run) {
  json info = {{"run_id", run.id},
               {"run_uuid", run.id},
               {"run_name", run.displayName},
               {"experiment_id", experimentId(run.experiment)},
               {"user_id", ""},
               {"status", wordOf(run.status)},
               {"start_time", run.started.value_or(run.created)},
               {"lifecycle_stage", "active"},
               {"artifact_uri", uriFromPath(runs_.folder(run.id).outputs())}};
  if (run.ended) info["end_time"] = *run.ended;
  return info;
}

json MlflowApi::describe(const store::Run& run) {
  json metrics = json::array();
  for (const auto& [name, metric] : run.metrics) {
    metrics.push_back({{"key", name},
                       {"value", numberOut(metric.last)},
                       {"timestamp", metric.time},
                       {"step", metric.step}});
  }
  json tags = pairs(run.tags);
  for (const auto& [name, value] : run.properties) tags.push_back({{"key", name}, {"value", value}});
  if (!run.properties.contains("mlflow.runName"))
    tags.push_back({{"key", "mlflow.runName"}, {"value", run.displayName}});
  return {{"info", describeInfo(run)},
          {"data", {{"metrics", metrics}, {"params", pairs(run.params)}, {"tags", tags}}},
          {"inputs", json::object()}};
}

// Models of MLflow 3 are entities beside the run; here their files lie in the run's outputs under the model's
// name.
json MlflowApi::createModel(const json& body) {
  std::string id = "m-" + randomHex(16);
  std::string run = body.contains("source_run_id") && runs_.knows(text(body, "source_run_id"))
                        ? text(body, "source_run_id")
                        : runs_.mainRun();
  std::string name = body.contains("name") ? text(body, "name") : "model";
  if (name.empty() || name.find('/') != name.npos || name.starts_with('.')) {
    throw Problem(400, "INVALID_PARAMETER_VALUE", "'" + name + "' cannot name a model");
  }
  std::string place = runs_.folder(run).outputs() + "/" + name;
  if (folderExists(place)) place += "-" + id.substr(2, 8);
  json info = {{"model_id", id},
               {"experiment_id", body.value("experiment_id", std::string("1"))},
               {"name", name},
               {"creation_timestamp_ms", nowMs()},
               {"last_updated_timestamp_ms", nowMs()},
               {"artifact_uri", uriFromPath(place)},
               {"status", "LOGGED_MODEL_PENDING"},
               {"model_type", body.value("model_type", std::string())},
               {"source_run_id", run},
               {"tags", body.value("tags", json::array())}};
  json model = {{"info", info},
                {"data", {{"params", body.value("params", json::array())}, {"metrics", json::array()}}}};
  std::lock_guard guard(mutex_);
  models_[id] = write(model);
  return {{"model", model}};
}

json MlflowApi::models(const std::string& method, const std::string& rest, const json& body) {
  if (rest.empty() && method == "POST") return createModel(body);
  std::vector<std::string> parts = split(rest, '/');  // "", id, verb
  std::lock_guard guard(mutex_);
  if (rest == "/search" && method == "POST") {
    json list = json::array();
    for (const auto& [id, model] : models_) list.push_back(json::parse(model));
    return {{"models", list}};
  }
  auto found = models_.find(parts.size() > 1 ? parts[1] : "");
  if (found == models_.end()) throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "no logged model at " + rest);
  json model = json::parse(found->second);
  if (parts.size() == 3 && parts[2] == "params" && method == "POST") {
    for (const json& each : body.value("params", json::array())) model["data"]["params"].push_back(each);
  } else if (parts.size() == 3 && parts[2] == "tags" && method == "PATCH") {
    for (const json& each : body.value("tags", json::array())) model["info"]["tags"].push_back(each);
  } else if (parts.size() == 2 && method == "PATCH") {
    model["info"]["status"] = body.value("status", std::string("LOGGED_MODEL_READY"));
  } else if (parts.size() != 2 || method != "GET") {
    throw Problem(404, "ENDPOINT_NOT_FOUND", "no such call: " + method + " logged-models" + rest);
  }
  found->second = write(model);
  return {{"model", model}};
}

}  // namespace footplate::runner
