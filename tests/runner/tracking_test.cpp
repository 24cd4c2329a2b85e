#include "runner/tracking/tracking.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "os/http_client.h"
#include "runner/tracking/mlflow_api.h"
#include "runner/tracking/tracked_runs.h"
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

TEST_CASE("experiments are searched by their names, page by page") {
  Project project;
  Api api(project);
  for (const char* name : {"iris", "Iris-2", "digits"}) api.post("experiments/create", {{"name", name}});
  const auto names = [&](const json& body) {
    const json answer = api.post("experiments/search", body);
    std::string found;
    for (const json& one : answer["experiments"]) found += one["name"].get<std::string>() + " ";
    return found;
  };
  CHECK(names(json::object()) == "exp iris Iris-2 digits ");
  CHECK(names({{"filter", "name = 'iris'"}}) == "iris ");
  CHECK(names({{"filter", "attribute.name ILIKE 'IRIS%' and name != \"iris\""}}) == "Iris-2 ");
  CHECK(names({{"filter", "name LIKE '%i_i%'"}}) == "iris digits ");
  CHECK(names({{"view_type", "DELETED_ONLY"}}).empty());
  const json page = api.post("experiments/search", {{"max_results", 3}});
  CHECK(names({{"max_results", 3}, {"page_token", page["next_page_token"]}}) == "digits ");
  for (const char* filter : {"tags.a = 'b'", "name", "name = 'x", "name = 'x' or name = 'y'", "name > 'a'"}) {
    INFO(filter);
    CHECK(api.send("POST", "experiments/search", {{"filter", filter}}).status == 400);
  }
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

TEST_CASE("a job reads the runs of its project and writes its own alone") {
  Project project;
  Api api(project);
  for (const char* call :
       {"runs/log-metric", "runs/log-parameter", "runs/set-tag", "runs/delete-tag", "runs/update",
        "runs/log-batch", "runs/delete", "runs/restore", "runs/log-inputs", "runs/outputs"}) {
    INFO(call);
    os::HttpResponse refused = api.send("POST", call, {{"run_id", "other"}, {"key", "k"}, {"value", "1"}});
    CHECK(refused.status == 403);
    CHECK(json::parse(refused.body)["error_code"] == "PERMISSION_DENIED");
  }
  CHECK(api.send("GET", "runs/get", {{"run_id", "other"}}).status == 200);
  for (const char* id : {"oth", "@last", "../other", ""}) {
    INFO(id);
    CHECK(api.send("GET", "runs/get", {{"run_id", id}}).status == 404);
  }
}

TEST_CASE("paths of artifacts stay inside the run") {
  Project project;
  Api api(project);
  store::RunFolder folder(project.store->folder(), "run-1");
  REQUIRE(writeFileAtomic(project.root + "/secret", "s"));
  std::filesystem::create_symlink(project.root, folder.outputs() + "/out");
  for (const char* path : {"../../other", "/etc", "a/../../..", "out", "out/secret"}) {
    INFO(path);
    CHECK(api.send("GET", "artifacts/list", {{"run_id", "run-1"}, {"path", path}}).status == 400);
    os::HttpRequest request;
    request.method = "GET";
    request.path = std::string("/api/2.0/mlflow-artifacts/artifacts/run-1/") + path;
    CHECK(api.api.answer(request).status == 400);
  }
}

TEST_CASE("what is not served is refused with a word and a status that nobody tries again") {
  Project project;
  Api api(project);
  for (const char* call : {"registered-models/create", "model-versions/create", "traces", "webhooks"}) {
    os::HttpResponse refused = api.send("POST", call);
    INFO(call);
    CHECK(refused.status == 501);
    CHECK(json::parse(refused.body)["error_code"] == "NOT_IMPLEMENTED");
  }
  CHECK(api.send("POST", "registered-models/create").body.find("asset create") != std::string::npos);
  CHECK(api.send("POST", "nonsense").status == 404);
}

TEST_CASE("a search takes MLflow's filters, orders and pages") {
  Project project;
  Api api(project);
  for (int number = 0; number < 5; ++number) {
    const std::string id = api.post(
        "runs/create",
        {{"experiment_id", "0"}, {"run_name", "r" + std::to_string(number)}})["run"]["info"]["run_id"];
    api.post("runs/log-batch",
             {{"run_id", id},
              {"metrics", {{{"key", "val loss"}, {"value", number}, {"timestamp", 1}, {"step", 0}}}},
              {"params", {{{"key", "lr"}, {"value", "0.1"}}}},
              {"tags", {{{"key", "mlflow.source.name"}, {"value", "x.py"}}}}});
    api.post("runs/update", {{"run_id", id}, {"status", "FINISHED"}});
  }
  const std::string experiment = api.post("runs/search", json::object())["runs"][0]["info"]["experiment_id"];
  json found = api.post("runs/search",
                        {{"experiment_ids", {experiment}},
                         {"filter", "metrics.`val loss` >= 1 and params.lr = '0.1' and status = 'FINISHED'"},
                         {"order_by", {"metrics.`val loss` DESC", "start_time"}},
                         {"max_results", 3}});
  REQUIRE(found["runs"].size() == 3);
  CHECK(found["runs"][0]["info"]["run_name"] == "r4");
  CHECK(found["runs"][0]["info"]["experiment_id"] == experiment);
  found = api.post("runs/search", {{"filter", "metrics.`val loss` >= 1"},
                                   {"order_by", {"metrics.`val loss` DESC", "start_time"}},
                                   {"max_results", 3},
                                   {"page_token", found["next_page_token"]}});
  CHECK(found["runs"].size() == 1);
  CHECK(api.send("POST", "runs/search", {{"filter", "metrics.loss <"}}).status == 400);
  CHECK(api.send("POST", "runs/search", {{"experiment_ids", {"77"}}}).status == 404);
}

TEST_CASE("a batch with one bad value or too many stores nothing") {
  Project project;
  Api api(project);
  json bad = {{"run_id", "run-1"},
              {"metrics", {{{"key", "a"}, {"value", 1}}, {{"key", "b"}, {"value", "many"}}}},
              {"params", {{{"key", "p"}, {"value", "1"}}}}};
  CHECK(api.send("POST", "runs/log-batch", bad).status == 400);
  bad["metrics"] = json::array();
  for (int at = 0; at < 1001; ++at) bad["metrics"].push_back({{"key", "m"}, {"value", at}});
  CHECK(api.send("POST", "runs/log-batch", bad).status == 400);
  REQUIRE(api.runs.finish());
  store::Run run = *project.store->find("run-1");
  CHECK(run.metrics.empty());
  CHECK(run.params.empty());
}

TEST_CASE("models of MLflow 3 keep their facts in the run's folder") {
  Project project;
  json model;
  {
    Api api(project);
    model = api.post("logged-models", {{"name", "net"}, {"source_run_id", "run-1"}})["model"];
    const std::string id = model["info"]["model_id"];
    CHECK(model["info"]["status"] == "LOGGED_MODEL_PENDING");
    api.send("PATCH", "logged-models/" + id, {{"status", "LOGGED_MODEL_READY"}});
    api.post("logged-models/" + id + "/params", {{"params", {{{"key", "depth"}, {"value", "3"}}}}});
    api.post("runs/log-metric", {{"run_id", "run-1"}, {"key", "acc"}, {"value", 0.5}, {"model_id", id}});
  }
  Api later(project);
  json found = later.post("logged-models/search", json::object())["models"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["info"]["status"] == "LOGGED_MODEL_READY");
  CHECK(found[0]["data"]["params"][0]["value"] == "3");
  CHECK(found[0]["data"]["metrics"][0]["key"] == "acc");
}

TEST_CASE("nested runs are children with an end of their own") {
  Project project;
  Api api(project);
  json made = api.post("runs/create", {{"experiment_id", "0"},
                                       {"run_name", "inner"},
                                       {"start_time", 7},
                                       {"tags", {{{"key", "mlflow.parentRunId"}, {"value", "run-1"}}}}});
  std::string id = made["run"]["info"]["run_id"];
  api.post("runs/log-metric", {{"run_id", id}, {"key", "loss"}, {"value", 1}});
  api.post("runs/update", {{"run_id", id}, {"status", "FINISHED"}, {"end_time", 9}});
  std::string open = api.post("runs/create", {{"experiment_id", "0"}})["run"]["info"]["run_id"];
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

TEST_CASE("points that could not be recorded are recorded when they can be, each once") {
  Project project;
  TrackedRuns runs(*project.store, "run-1");
  store::Run late;
  late.id = "late";
  late.experiment = "exp";
  late.status = store::RunStatus::running;
  REQUIRE(store::RunFolder(project.store->folder(), late.id).make());
  REQUIRE(runs.addMetrics(late.id, {{"loss", 5, 0, 1}, {"loss", 1, 1, 2}}));
  CHECK(!runs.find(late.id));  // the database has no such run yet
  REQUIRE(runs.addMetrics(late.id, {{"loss", 3, 2, 3}}));
  REQUIRE(project.store->insert(late));
  REQUIRE(runs.addMetrics(late.id, {{"loss", 2, 3, 4}}));
  REQUIRE(runs.find(late.id));
  REQUIRE(runs.addMetrics(late.id, {{"loss", 4, 4, 5}}));
  const store::MetricSummary loss = runs.find(late.id)->metrics.at("loss");
  CHECK(loss.count == 5);
  CHECK(loss.last == 4);
  CHECK(loss.min == 1);
}

TEST_CASE("what the retired SDK prints is a metric or a tag, and what it does not print hurts nothing") {
  Project project;
  auto tracking = Tracking::start(*project.store, "run-1");
  REQUIRE(tracking);
  (*tracking)->addLogText("Attempted to log scalar metric loss:\n0.5\nepoch 2\nAttempted to log scalar met");
  (*tracking)->addLogText("ric loss:\nnp.float64(0.25)\nAttempted to log scalar metric broken:\nTraceback\n");
  (*tracking)->addLogText("Attempted to log list metric curve:\n[1, 2.5, nan]\n");
  (*tracking)->addLogText("Attempted to log row metric table:\n{'epoch': 3, \"auc\": 0.75, 'note': 'x'}\n");
  (*tracking)->addLogText("Attempted to add tag owner with value ada l.\n");
  (*tracking)->addMetricLines(
      "{\"name\":\"file\",\"value\":1}\nnot json\n[1]\n{\"name\":1,\"value\":2}\n{\"value\":3}\n");
  REQUIRE((*tracking)->finish());
  store::Run run = *project.store->find("run-1");
  CHECK(run.metrics.at("loss").count == 2);
  CHECK(run.metrics.at("loss").last == 0.25);
  CHECK(run.metrics.at("curve").count == 3);
  CHECK(run.metrics.at("table/epoch").last == 3);
  CHECK(run.metrics.at("table/auc").last == 0.75);
  CHECK(run.metrics.at("file").last == 1);
  CHECK(run.metrics.size() == 5);
  CHECK(run.tags.at("owner") == "ada l.");
}

TEST_CASE("bodies nested without end, numbers out of range and moments out of time are refused") {
  Project project;
  Api api(project);
  os::HttpRequest deep;
  deep.method = "POST";
  deep.path = "/api/2.0/mlflow/runs/set-tag";
  deep.body = R"({"run_id":"run-1","key":"k","value":)" + std::string(2'000'000, '[');
  CHECK(api.api.answer(deep).status == 400);
  for (const char* point : {R"("step":1e300)", R"("step":"1x")", R"("step":18446744073709551615)",
                            R"("step":[])", R"("timestamp":-1)", R"("timestamp":1e18)",
                            R"("timestamp":"soon")", R"("value":"0.5.5")", R"("value":{})", R"("key":"")"}) {
    INFO(point);
    os::HttpRequest request;
    request.method = "POST";
    request.path = "/api/2.0/mlflow/runs/log-metric";
    request.body = std::string(R"({"run_id":"run-1","key":"k","value":1,)") + point + "}";
    CHECK(api.api.answer(request).status == 400);
  }
  REQUIRE(api.runs.finish());
  CHECK(project.store->find("run-1")->metrics.empty());
}

TEST_CASE("a search may make more children than a process may open files") {
  Project project;
  Api api(project);
  const auto descriptors = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                         std::filesystem::directory_iterator());
  };
  const auto before = descriptors();
  for (int number = 0; number < 20; ++number) {
    const std::string id = api.post("runs/create", {{"experiment_id", "0"}})["run"]["info"]["run_id"];
    api.post("runs/update", {{"run_id", id}, {"status", "FINISHED"}});
    api.post("runs/set-tag", {{"run_id", id}, {"key", "late"}, {"value", "1"}});  // still the job's own
  }
  CHECK(descriptors() == before);
}

TEST_CASE("what is no call under mlflow/ is told apart") {
  Project project;
  Api api(project);
  os::HttpRequest request;
  request.method = "POST";
  request.path = "/graphql";
  CHECK(api.api.answer(request).status == 501);
  request.path = "/api/2.0/mlflow-artifacts/mpu/create/run-1/big.bin";
  CHECK(json::parse(api.api.answer(request).body)["message"].get<std::string>().starts_with(
      "Multipart upload is not supported for the current artifact"));
  request.path = "/api/2.0/mlflow/runs/log-batch";
  request.headers = {{"content-encoding", "gzip"}};
  CHECK(api.api.answer(request).status == 415);
  request.method = "GET";
  request.headers.clear();
  request.path = "/api/3.0/mlflow/server-info";
  CHECK(json::parse(api.api.answer(request).body)["multipart_uploads_enabled"] == false);
}

TEST_CASE("models that are logged one after the other are all remembered") {
  Project project;
  Api api(project);
  for (const char* path : {"first", "second", "second"}) {
    api.post("runs/log-model", {{"run_id", "run-1"}, {"model_json", json{{"artifact_path", path}}.dump()}});
    api.post("runs/outputs", {{"run_id", "run-1"}, {"models", {{{"model_id", path}, {"step", "0"}}}}});
  }
  const json run = json::parse(api.send("GET", "runs/get", {{"run_id", "run-1"}}).body)["run"];
  CHECK(run["outputs"]["model_outputs"].size() == 2);
  std::string history;
  for (const json& tag : run["data"]["tags"]) {
    if (tag["key"] == "mlflow.log-model.history") history = tag["value"];
  }
  CHECK(json::parse(history) == json::parse(R"([{"artifact_path":"first"},{"artifact_path":"second"}])"));
  CHECK(api.send("POST", "runs/log-model", {{"run_id", "run-1"}, {"model_json", "{"}}).status == 400);
}

TEST_CASE("what a run says of itself cannot break the answers others get") {
  Project project;
  Api api(project);
  api.post("runs/set-tag", {{"run_id", "run-1"}, {"key", "footplate.model_outputs"}, {"value", "[{"}});
  api.post("runs/set-tag", {{"run_id", "run-1"}, {"key", "odd\n\"ключ\""}, {"value", "\u0001\\"}});
  for (const char* value : {"NaN", "Infinity", "-Infinity", "1e300"}) {
    api.post("runs/log-metric", {{"run_id", "run-1"}, {"key", value}, {"value", value}, {"timestamp", 1}});
  }
  const json searched = api.post("runs/search", {{"filter", "attributes.run_id = 'run-1'"}});
  REQUIRE(searched["runs"].size() == 1);
  const json got = json::parse(api.send("GET", "runs/get", {{"run_id", "run-1"}}).body)["run"];
  CHECK(searched["runs"][0] == got);
  CHECK(got["data"]["metrics"][0]["value"] == "-Infinity");
  CHECK(got["data"]["metrics"][1]["value"] == 1e300);
  CHECK(got["data"]["tags"][0]["key"] == "odd\n\"ключ\"");
  CHECK(got["data"]["tags"][0]["value"] == "\u0001\\");
}
