#include "runner/tracking/mlflow_models.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "base/strings.h"
#include "base/uri.h"
#include "runner/tracking/mlflow_json.h"

namespace footplate::runner {

using nlohmann::json;
using namespace mlflow;

namespace {

constexpr const char* modelsFolder = "/logged-models";

json readModel(const std::string& file) {
  const auto text = readFile(file, UINT64_C(16) << 20);
  json model = text ? json::parse(*text, nullptr, false) : json();
  if (!model.is_object())
    throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "the model's file " + file + " cannot be read");
  return model;
}

void writeModel(const std::string& file, json& model) {
  model["info"]["last_updated_timestamp_ms"] = nowMs();
  if (auto written = writeFileAtomic(file, write(model)); !written) throw Problem(written.error());
}

// One entry a key: a later value replaces the earlier.
void put(json& list, const json& entry) {
  const std::string key = text(entry, "key");
  for (json& one : list) {
    if (one.value("key", "") != key) continue;
    one = entry;
    return;
  }
  list.push_back(entry);
}

void putAll(json& list, const json& body, const char* member) {
  for (const json& entry : body.value(member, json::array())) put(list, entry);
}

std::vector<std::string> modelFiles(const TrackedRuns& runs) {
  std::vector<std::string> files;
  for (const std::string& run : runs.all()) {
    const std::string folder = runs.folder(run).path() + modelsFolder;
    const auto names = listFolder(folder);
    if (!names) continue;
    for (const std::string& name : *names) {
      if (name.ends_with(".json")) files.push_back(folder + "/" + name);
    }
  }
  return files;
}

}  // namespace

json MlflowModels::create(const json& body) {
  const std::string id = "m-" + randomHex(16);
  const std::string source = body.contains("source_run_id") ? text(body, "source_run_id") : "";
  const std::string run = runs_.knows(source) ? source : runs_.mainRun();
  const std::string name = body.contains("name") ? text(body, "name") : "model";
  if (name.empty() || name.find('/') != name.npos || name.starts_with('.')) {
    throw Problem(400, "INVALID_PARAMETER_VALUE", "'" + name + "' cannot name a model");
  }
  std::string place = runs_.folder(run).outputs() + "/" + name;
  if (folderExists(place)) place += "-" + id.substr(2, 8);
  const TimeMs now = nowMs();
  json info{{"model_id", id},
            {"experiment_id", body.contains("experiment_id") ? text(body, "experiment_id") : "0"},
            {"name", name},
            {"creation_timestamp_ms", now},
            {"last_updated_timestamp_ms", now},
            {"artifact_uri", uriFromPath(place)},
            {"status", "LOGGED_MODEL_PENDING"},
            {"model_type", body.value("model_type", std::string())},
            {"source_run_id", run},
            {"tags", body.value("tags", json::array())}};
  json model{{"info", std::move(info)},
             {"data", {{"params", body.value("params", json::array())}, {"metrics", json::array()}}}};
  const std::string folder = runs_.folder(run).path() + modelsFolder;
  if (auto made = makeFolder(folder); !made) throw Problem(made.error());
  writeModel(folder + "/" + id + ".json", model);
  return {{"model", std::move(model)}};
}

std::string MlflowModels::placeOf(const std::string& id) const {
  for (const std::string& file : modelFiles(runs_)) {
    if (file.ends_with("/" + id + ".json")) return file;
  }
  throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "this run has no logged model with the id '" + id + "'");
}

json MlflowModels::search(const json& body) {
  const std::int64_t asked = integer(body, "max_results");
  const std::size_t most = asked > 0 ? static_cast<std::size_t>(asked) : 100;
  std::vector<json> found;
  for (const std::string& file : modelFiles(runs_)) found.push_back(readModel(file));
  std::ranges::stable_sort(found, std::ranges::greater(), [](const json& model) {
    return integer(model.at("info"), "creation_timestamp_ms");
  });
  if (found.size() > most) found.resize(most);
  json list = std::move(found);
  return {{"models", std::move(list)}};
}

json MlflowModels::change(const std::string& method, const std::vector<std::string>& parts,
                          const json& body) {
  const std::string file = placeOf(parts[1]);
  if (parts.size() == 2 && method == "DELETE") {
    if (auto removed = removeTree(file); !removed) throw Problem(removed.error());
    return json::object();
  }
  json model = readModel(file);
  json& info = model["info"];
  if (parts.size() == 2 && method == "GET") return {{"model", std::move(model)}};
  const std::string member = parts.size() > 2 ? parts[2] : "";
  if (member == "params" && method == "POST") {
    putAll(model["data"]["params"], body, "params");
  } else if (member == "tags" && method == "PATCH") {
    putAll(info["tags"], body, "tags");
  } else if (member == "tags" && method == "DELETE" && parts.size() == 4) {
    std::erase_if(info["tags"].get_ref<json::array_t&>(),
                  [&](const json& tag) { return tag.value("key", "") == parts[3]; });
  } else if (parts.size() == 2 && method == "PATCH") {
    info["status"] = body.value("status", std::string("LOGGED_MODEL_READY"));
  } else {
    throw Problem(404, "ENDPOINT_NOT_FOUND", "there is no such call: " + method + " logged-models/" + member);
  }
  writeModel(file, model);
  return {{"model", std::move(model)}};
}

json MlflowModels::answer(const std::string& method, const std::string& rest, const json& body) {
  const std::lock_guard guard(mutex_);
  if (rest.empty() && method == "POST") return create(body);
  if (rest == "/search" && method == "POST") return search(body);
  const std::vector<std::string> parts = split(rest, '/');  // "", id, member, key
  if (parts.size() < 2 || parts[1].empty()) {
    throw Problem(404, "ENDPOINT_NOT_FOUND", "there is no such call: " + method + " logged-models" + rest);
  }
  return change(method, parts, body);
}

void MlflowModels::addMetrics(const json& metrics, const std::string& run) {
  const std::lock_guard guard(mutex_);
  for (const json& metric : metrics) {
    if (!metric.contains("model_id") || !metric["model_id"].is_string()) continue;
    const std::string file = placeOf(metric["model_id"].get<std::string>());
    json model = readModel(file);
    json entry = metric;
    entry["run_id"] = run;
    put(model["data"]["metrics"], entry);
    writeModel(file, model);
  }
}

}  // namespace footplate::runner
