#include "runner/tracking.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "os/http_client.h"
#include "runner/mlflow_api.h"
#include "runner/tracked_runs.h"
#include "store/metric_file.h"

using namespace footplate;
using namespace footplate::runner;
using nlohmann::json;

namespace {

struct Project {
  std::string root = "/tmp/footplate-test-" + randomHex(6);
  std::optional<store::RunStore> store;
  Project() {
    REQUIRE(makeFolder(root));
    store.emplace(*store::RunStore::open(root));
    add("run-1");
    add("other");
  }
  ~Project() {
    store.reset();
    static_cast<void>(removeTree(root));
  }
  void add(const std::string& id) {
    store::Run run;
    run.id = id;
    run.experiment = "exp";
    run.displayName = id;
    run.kind = "command";
    run.created = nowMs();
    run.status = store::RunStatus::running;
    REQUIRE(store->insert(run));
    REQUIRE(store::RunFolder(store->folder(), id).make());
  }
};

// MLflow's calls without a socket.
struct Api {
  TrackedRuns runs;
  MlflowApi api;
  explicit Api(Project& project) : runs(*project.store, "run-1"), api(runs, "exp") {}

  os::HttpResponse send(const std::string& method, const std::string& call,
                        const json& body = json::object()) {
    os::HttpRequest request;
    request.method = method;
    request.path = "/api/2.0/mlflow/" + call;
    if (method == "GET") {
      for (const auto& [name, value] : body.items())
        request.query.emplace_back(name, value.get<std::string>());
    } else {
      request.body = body.dump();
    }
    return api.answer(request);
  }
  json post(const std::string& call, const json& body) {
    os::HttpResponse response = send("POST", call, body);
    INFO(response.body);
    REQUIRE(response.status == 200);
    return json::parse(response.body);
  }
};

}  // namespace

TEST_CASE("metrics, parameters and tags of the run reach the store") {
  Project project;
  Api api(project);
  api.post("runs/log-metric",
           {{"run_id", "run-1"}, {"key", "loss"}, {"value", 0.5}, {"timestamp", 5}, {"step", 1}});
  api.post(
      "runs/log-batch",
      {{"run_id", "run-1"},
       {"metrics", {{{"key", "loss"}, {"value", "NaN"}, {"timestamp", "6"}, {"step", "2"}}}},
       {"params", {{{"key", "lr"}, {"value", "0.1"}}}},
       {"tags", {{{"key", "owner"}, {"value", "ada"}}, {{"key", "mlflow.source.name"}, {"value", "x.py"}}}}});
  REQUIRE(api.runs.finish());
  store::Run run = *project.store->find("run-1");
  CHECK(run.metrics.at("loss").count == 2);
  CHECK(run.metrics.at("loss").step == 2);
  CHECK(run.params.at("lr") == "0.1");
  CHECK(run.tags == std::map<std::string, std::string>{{"owner", "ada"}});
  CHECK(run.properties.at("mlflow.source.name") == "x.py");
}

TEST_CASE("a parameter keeps its first value") {
  Project project;
  Api api(project);
  json body = {{"run_id", "run-1"}, {"key", "lr"}, {"value", "1"}};
  api.post("runs/log-parameter", body);
  api.post("runs/log-parameter", body);
  body["value"] = "2";
  os::HttpResponse refused = api.send("POST", "runs/log-parameter", body);
  CHECK(refused.status == 400);
  CHECK(json::parse(refused.body)["error_code"] == "INVALID_PARAMETER_VALUE");
}

TEST_CASE("a job cannot reach a run that is not its own") {
  Project project;
  Api api(project);
  for (const char* call : {"runs/log-metric", "runs/set-tag", "runs/update", "runs/log-batch"}) {
    CHECK(api.send("POST", call, {{"run_id", "other"}, {"key", "k"}, {"value", "1"}}).status == 404);
  }
  CHECK(api.send("GET", "runs/get", {{"run_id", "other"}}).status == 404);
  CHECK(api.send("GET", "artifacts/list", {{"run_id", "run-1"}, {"path", "../../other"}}).status == 400);
  CHECK(api.send("POST", "traces/anything").status == 404);
}

TEST_CASE("nested runs are children with an end of their own") {
  Project project;
  Api api(project);
  json made = api.post("runs/create", {{"experiment_id", "1"},
                                       {"run_name", "inner"},
                                       {"start_time", 7},
                                       {"tags", {{{"key", "mlflow.parentRunId"}, {"value", "run-1"}}}}});
  std::string id = made["run"]["info"]["run_id"];
  api.post("runs/log-metric", {{"run_id", id}, {"key", "loss"}, {"value", 1}});
  api.post("runs/update", {{"run_id", id}, {"status", "FINISHED"}, {"end_time", 9}});
  std::string open = api.post("runs/create", {{"experiment_id", "1"}})["run"]["info"]["run_id"];
  REQUIRE(api.runs.finish());
  store::Run child = *project.store->find(id);
  CHECK(child.parent == "run-1");
  CHECK(child.displayName == "inner");
  CHECK(child.status == store::RunStatus::completed);
  CHECK(child.metrics.at("loss").last == 1);
  CHECK(project.store->find(open)->status == store::RunStatus::failed);
  CHECK(project.store->find("run-1")->status == store::RunStatus::running);
}

TEST_CASE("the endpoint wants the token and refuses web pages") {
  Project project;
  auto tracking = Tracking::start(*project.store, "run-1");
  REQUIRE(tracking);
  std::string url = (*tracking)->uri() + "/api/2.0/mlflow/runs/get?run_id=run-1";
  os::HttpOptions options;
  CHECK(os::httpRequest("GET", url, "", options)->status == 401);
  options.headers = {{"Authorization", "Bearer " + (*tracking)->token()}};
  auto good = os::httpRequest("GET", url, "", options);
  REQUIRE(good);
  CHECK(json::parse(good->body)["run"]["info"]["run_id"] == "run-1");
  options.headers.emplace_back("Origin", "https://example.org");
  CHECK(os::httpRequest("GET", url, "", options)->status == 403);
}

TEST_CASE("points that were filed but not counted are counted later") {
  Project project;
  store::MetricFile file(store::RunFolder(project.store->folder(), "run-1").metrics());
  REQUIRE(file.append({{"loss", 3, 0, 1}, {"loss", 2, 1, 2}}));
  REQUIRE(recoverMetrics(*project.store, "run-1"));
  REQUIRE(recoverMetrics(*project.store, "run-1"));
  store::MetricSummary loss = project.store->find("run-1")->metrics.at("loss");
  CHECK(loss.count == 2);
  CHECK(loss.last == 2);
}
