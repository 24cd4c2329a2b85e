#include "runner/tracking/mlflow_api.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "runner/tracking/mlflow_json.h"
#include "runner/tracking/mlflow_run_json.h"
#include "store/metric_file.h"
#include "store/run_folder.h"

namespace footplate::runner {

using nlohmann::json;
using namespace mlflow;

namespace {

// Of MLflow's REST documentation: what one log-batch may hold.
constexpr std::size_t mostMetrics = 1000;
constexpr std::size_t mostFacts = 100;
constexpr std::size_t mostItems = 1000;

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
  for (const char* prefix :
       {"/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/", "/api/3.0/mlflow/", "/ajax-api/3.0/mlflow/"}) {
    if (path.starts_with(prefix)) return path.substr(std::string_view(prefix).size());
  }
  return {};
}

// What MLflow has and we do not, with what to do instead. The status is one that clients do not try again.
void refuseOthers(const std::string& call) {
  const auto begins = [&](std::initializer_list<std::string_view> families) {
    return std::ranges::any_of(families, [&](std::string_view family) { return call.starts_with(family); });
  };
  if (begins({"registered-models", "model-versions"})) {
    throw Problem(501, "NOT_IMPLEMENTED",
                  "Footplate keeps no model registry: load the model by its run (runs:/RUN/model), or "
                  "register it as an "
                  "asset with `footplate asset create`");
  }
  if (begins({"traces", "assessments", "webhooks", "scorers", "prompt", "gateway", "genai"})) {
    throw Problem(501, "NOT_IMPLEMENTED",
                  "Footplate does not serve " + call + "; the rest of the run is tracked");
  }
}

// What MLflow 3 asks a server before it tries more than the calls of 2.x.
json abilities() {
  return {{"store_type", nullptr},
          {"workspaces_enabled", false},
          {"trace_archival_enabled", false},
          {"multipart_uploads_enabled", false},
          {"multipart_downloads_enabled", false},
          {"presigned_upload_run_id_supported", false},
          {"presigned_upload_model_id_supported", false}};
}

// Families that are no call under mlflow/: each is told what there is instead.
void refuseForeign(const os::HttpRequest& request) {
  if (!request.header("content-encoding").empty() && request.header("content-encoding") != "identity") {
    throw Problem(415, "INVALID_PARAMETER_VALUE",
                  "bodies are read as they are; send the request without Content-Encoding");
  }
  if (request.path == "/graphql") {
    throw Problem(501, "NOT_IMPLEMENTED", "GraphQL is not served; use the REST calls of the run");
  }
  if (request.path.starts_with("/v1/traces")) {
    throw Problem(501, "NOT_IMPLEMENTED", "Footplate does not keep traces; the rest of the run is tracked");
  }
  if (request.path.find("/mlflow-artifacts/mpu/") != std::string::npos) {
    // The words by which MLflow's client knows that it has to send the file in one piece.
    throw Problem(
        501, "NOT_IMPLEMENTED",
        "Multipart upload is not supported for the current artifact repository; send it by one PUT");
  }
}

std::size_t countOf(const json& body, const char* member) {
  const auto found = body.find(member);
  return found != body.end() && found->is_array() ? found->size() : 0;
}

void checkBatch(const json& body) {
  const std::size_t metrics = countOf(body, "metrics");
  const std::size_t params = countOf(body, "params");
  const std::size_t tags = countOf(body, "tags");
  if (metrics <= mostMetrics && params <= mostFacts && tags <= mostFacts &&
      metrics + params + tags <= mostItems)
    return;
  throw Problem(400, "INVALID_PARAMETER_VALUE",
                "a batch holds at most 1000 metrics, 100 parameters, 100 tags and 1000 of all together");
}

// The points that are new to a run. MLflow 3 logs a run's last values once more to link them with a model:
// those are in the history already, of which each name is read once.
class NewPoints {
 public:
  explicit NewPoints(const store::RunFolder& folder) : file_(folder.metrics()) {}

  std::vector<store::MetricPoint> of(const json& metrics) {
    std::vector<store::MetricPoint> points;
    points.reserve(metrics.size());
    for (const json& metric : metrics) {
      store::MetricPoint point = pointOf(metric);
      const bool linksModel = metric.contains("model_id") && metric["model_id"].is_string();
      if (!linksModel || !isKnown(point)) points.push_back(std::move(point));
    }
    return points;
  }

 private:
  bool isKnown(const store::MetricPoint& point) {
    const auto [history, isNew] = histories_.try_emplace(point.name);
    if (isNew) {
      if (auto read = file_.read(point.name)) history->second = std::move((*read)[point.name]);
    }
    return std::ranges::any_of(history->second, [&](const store::MetricPoint& known) {
      return known.step == point.step && known.time == point.time && known.value == point.value;
    });
  }

  store::MetricFile file_;
  std::map<std::string, std::vector<store::MetricPoint>> histories_;
};

}  // namespace

struct MlflowApi::Route {
  const char* method;  // "" = any
  const char* call;
  Call run;
};

const MlflowApi::Route* MlflowApi::find(const std::string& method, const std::string& call) {
  static constexpr Route routes[] = {
      {"POST", "experiments/create", &MlflowApi::createExperiment},
      {"GET", "experiments/get", &MlflowApi::getExperiment},
      {"GET", "experiments/get-by-name", &MlflowApi::getExperimentByName},
      {"", "experiments/search", &MlflowApi::searchExperiments},
      {"", "experiments/list", &MlflowApi::searchExperiments},
      {"POST", "experiments/set-experiment-tag", &MlflowApi::tagExperiment},
      {"POST", "runs/create", &MlflowApi::createRun},
      {"GET", "runs/get", &MlflowApi::getRun},
      {"POST", "runs/update", &MlflowApi::updateRun},
      {"POST", "runs/delete", &MlflowApi::deleteRun},
      {"POST", "runs/restore", &MlflowApi::restoreRun},
      {"POST", "runs/log-metric", &MlflowApi::logMetric},
      {"POST", "runs/log-parameter", &MlflowApi::logParameter},
      {"POST", "runs/set-tag", &MlflowApi::setTag},
      {"POST", "runs/delete-tag", &MlflowApi::deleteTag},
      {"POST", "runs/log-batch", &MlflowApi::logBatch},
      {"POST", "runs/log-model", &MlflowApi::logModel},
      {"POST", "runs/log-inputs", &MlflowApi::logInputs},
      {"POST", "runs/outputs", &MlflowApi::logOutputs},
      {"GET", "metrics/get-history", &MlflowApi::metricHistory},
      {"GET", "metrics/get-history-bulk", &MlflowApi::metricHistories},
      {"GET", "artifacts/list", &MlflowApi::listArtifacts},
  };
  const auto found = std::ranges::find_if(routes, [&](const Route& route) {
    return call == route.call && (*route.method == '\0' || method == route.method);
  });
  return found == std::end(routes) ? nullptr : found;
}

MlflowApi::MlflowApi(TrackedRuns& runs, std::string experiment)
    : runs_(runs), experiments_(runs.store(), std::move(experiment)), models_(runs), artifacts_(runs) {}

os::BodyPlan MlflowApi::plan(const os::HttpRequest& head) const {
  return MlflowArtifacts::isProxyPath(head.path) ? artifacts_.plan(head) : os::BodyPlan{};
}

os::HttpResponse MlflowApi::answer(const os::HttpRequest& request) {
  if (request.path == "/health") return reply(200, "OK", "text/plain");
  if (request.path.ends_with("/3.0/mlflow/server-info")) return reply(200, write(abilities()));
  if (request.path == "/version") return reply(200, "2.22.0", "text/plain");
  try {
    if (MlflowArtifacts::isProxyPath(request.path)) return artifacts_.answer(request);
    refuseForeign(request);
    json body = read(request.body);
    for (const auto& [name, value] : request.query) {
      const auto [known, isNew] = body.emplace(name, value);
      if (isNew) continue;
      if (!known->is_array()) *known = json::array({*known});  // run_ids=a&run_ids=b
      known->push_back(value);
    }
    const std::string call = callOf(request.path);
    if (call == "runs/search" && request.method == "POST") return reply(200, searchRuns(body));
    return reply(200, write(route(request.method, call, body)));
  } catch (const Problem& problem) {
    return complaint(problem.status, problem.code, problem.message);
  } catch (const json::exception& error) {
    return complaint(400, "INVALID_PARAMETER_VALUE", std::string("reading the request: ") + error.what());
  }
}

json MlflowApi::route(const std::string& method, const std::string& call, const json& body) {
  constexpr std::string_view models = "logged-models";
  if (call.starts_with(models)) return models_.answer(method, call.substr(models.size()), body);
  if (const Route* known = find(method, call)) return (this->*known->run)(body);
  refuseOthers(call);
  throw Problem(404, "ENDPOINT_NOT_FOUND", "there is no such call: " + method + " " + call);
}

std::string MlflowApi::ownRun(const json& body) const {
  const std::string id = text(body, body.contains("run_id") ? "run_id" : "run_uuid");
  if (runs_.knows(id)) return id;
  if (!runs_.exists(id))
    throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "there is no run with the id '" + id + "'");
  throw Problem(403, "PERMISSION_DENIED",
                "the run " + id + " is not this job's; a job writes to its own run and its children");
}

std::string MlflowApi::knownRun(const json& body) const {
  const std::string id = text(body, body.contains("run_id") ? "run_id" : "run_uuid");
  if (runs_.knows(id) || runs_.exists(id)) return id;
  throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "there is no run with the id '" + id + "'");
}

json MlflowApi::logMetric(const json& body) {
  const json metrics = json::array({body});
  const std::string id = ownRun(body);
  orThrow(runs_.addMetrics(id, NewPoints(runs_.folder(id)).of(metrics)));
  models_.addMetrics(metrics, id);
  return json::object();
}

json MlflowApi::logParameter(const json& body) {
  orThrow(runs_.addFacts(ownRun(body), {{{factName(body, "parameter"), factValue(body, "parameter")}}, {}}));
  return json::object();
}

json MlflowApi::setTag(const json& body) {
  orThrow(runs_.addFacts(ownRun(body), {{}, {{factName(body, "tag"), factValue(body, "tag")}}}));
  return json::object();
}

json MlflowApi::deleteTag(const json& body) {
  orThrow(runs_.removeTag(ownRun(body), text(body, "key")));
  return json::object();
}

json MlflowApi::logBatch(const json& body) {
  const std::string id = ownRun(body);
  checkBatch(body);
  // Read as a whole first: a batch with one bad value stores nothing.
  const json metrics = body.value("metrics", json::array());
  const std::vector<store::MetricPoint> points = NewPoints(runs_.folder(id)).of(metrics);
  const TrackedFacts facts = factsOf(body);
  if (!facts.params.empty() || !facts.tags.empty()) orThrow(runs_.addFacts(id, facts));
  orThrow(runs_.addMetrics(id, points));
  models_.addMetrics(metrics, id);
  return json::object();
}

// As MLflow's own store does: what is logged later stands behind what is there.
void MlflowApi::appendTo(const std::string& id, const char* property, const json& more) {
  orThrow(runs_.changeProperty(id, property, [&](const std::string& known) {
    json list = json::parse(known, nullptr, false);
    if (!list.is_array()) list = json::array();
    for (const json& one : more) {
      if (std::ranges::find(list, one) == list.end()) list.push_back(one);
    }
    return write(list);
  }));
}

json MlflowApi::logModel(const json& body) {
  const json model = json::parse(text(body, "model_json"), nullptr, false);
  if (!model.is_object())
    throw Problem(400, "INVALID_PARAMETER_VALUE", "'model_json' is not the JSON of a model");
  appendTo(ownRun(body), "mlflow.log-model.history", json::array({model}));
  return json::object();
}

json MlflowApi::logInputs(const json& body) {
  orThrow(runs_.addDatasets(ownRun(body), datasetsOf(body)));
  return json::object();
}

json MlflowApi::logOutputs(const json& body) {
  appendTo(ownRun(body), modelOutputs, body.value("models", json::array()));
  return json::object();
}

json MlflowApi::listArtifacts(const json& body) {
  return artifacts_.list(knownRun(body), body.contains("path") ? text(body, "path") : "");
}

}  // namespace footplate::runner
