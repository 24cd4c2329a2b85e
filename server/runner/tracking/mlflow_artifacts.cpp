#include "runner/tracking/mlflow_artifacts.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/uri.h"
#include "runner/tracking/mlflow_json.h"

namespace footplate::runner {

using nlohmann::json;
using namespace mlflow;
namespace files = std::filesystem;

namespace {

constexpr std::string_view proxyPaths[] = {"/api/2.0/mlflow-artifacts/artifacts",
                                           "/ajax-api/2.0/mlflow-artifacts/artifacts"};
constexpr std::string_view download = "/get-artifact";
constexpr std::uint64_t largestUpload = UINT64_C(1) << 40;

// What follows the proxy's address: "RUN/model/weights.bin".
std::string restOf(const std::string& path) {
  for (const std::string_view proxy : proxyPaths) {
    if (path.starts_with(proxy)) return path.substr(std::min(path.size(), proxy.size() + 1));
  }
  return {};
}

Problem outside(const std::string& path) {
  return {400, "INVALID_PARAMETER_VALUE", "the path '" + path + "' leads out of the run"};
}

}  // namespace

bool MlflowArtifacts::isProxyPath(const std::string& path) {
  return path == download || std::ranges::any_of(proxyPaths, [&](std::string_view proxy) {
           return path == proxy || (path.starts_with(proxy) && path[proxy.size()] == '/');
         });
}

// Neither ".." nor a link may lead out of the run's outputs.
std::string MlflowArtifacts::insideOf(const std::string& root, const std::string& path) const {
  if (path.find('\0') != path.npos || path.starts_with('/')) throw outside(path);
  const std::string full = joinPath(root, path);
  if (!isInside(full, root)) throw outside(path);
  std::error_code error;
  const files::path real = files::weakly_canonical(full, error);
  const files::path realRoot = files::weakly_canonical(root, error);
  if (error || !isInside(real.string(), realRoot.string())) throw outside(path);
  return full;
}

json MlflowArtifacts::list(const std::string& run, const std::string& path) const {
  const std::string root = runs_.folder(run).outputs();
  const std::string folder = insideOf(root, path);
  json found = json::array();
  for (const std::string& name : listFolder(folder).value_or(std::vector<std::string>())) {
    const std::string place = folder + "/" + name;
    json file{{"path", relativePath(place, root)}, {"is_dir", folderExists(place)}};
    std::error_code error;
    if (fileExists(place)) file["file_size"] = files::file_size(place, error);
    found.push_back(std::move(file));
  }
  return {{"root_uri", uriFromPath(root)}, {"files", std::move(found)}};
}

MlflowArtifacts::Place MlflowArtifacts::placeOf(const std::string& runAndPath) const {
  const std::size_t slash = runAndPath.find('/');
  const std::string run = runAndPath.substr(0, slash);
  if (!runs_.exists(run)) throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "there is no run '" + run + "'");
  const std::string rest = slash == runAndPath.npos ? "" : runAndPath.substr(slash + 1);
  const std::string root = runs_.folder(run).outputs();
  return {run, root, insideOf(root, rest)};
}

os::BodyPlan MlflowArtifacts::plan(const os::HttpRequest& head) const {
  if (head.method != "PUT") return {};
  return os::BodyPlan::toFile(runs_.folder(runs_.mainRun()).path() + "/upload-" + randomHex(8),
                              largestUpload);
}

os::HttpResponse MlflowArtifacts::fetch(const Place& place) const {
  if (!fileExists(place.path)) {
    throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "there is no artifact at this path of run " + place.run);
  }
  os::HttpResponse response;
  response.contentType = "application/octet-stream";
  response.file = place.path;
  return response;
}

void MlflowArtifacts::store(const Place& place, const os::HttpRequest& request) const {
  if (auto made = makeFolder(parentPath(place.path)); !made) throw Problem(made.error());
  std::error_code error;
  files::rename(request.bodyFile, place.path, error);
  if (!error) return;
  throw Problem(500, "INTERNAL_ERROR", "storing the artifact " + place.path + ": " + error.message());
}

os::HttpResponse MlflowArtifacts::answer(const os::HttpRequest& request) const {
  if (request.path == download) {
    const std::string_view run =
        request.queryValue(request.queryValue("run_id").empty() ? "run_uuid" : "run_id");
    return fetch(placeOf(std::string(run) + "/" + std::string(request.queryValue("path"))));
  }
  const std::string rest = restOf(request.path);
  os::HttpResponse response;
  response.body = "{}";
  try {
    if (rest.empty()) {
      const Place place = placeOf(std::string(request.queryValue("path")));
      response.body = write(list(place.run, relativePath(place.path, place.root)));
      return response;
    }
    const Place place = placeOf(rest);
    if (request.method == "GET" || request.method == "HEAD") return fetch(place);
    if (!runs_.knows(place.run))
      throw Problem(403, "PERMISSION_DENIED", "run " + place.run + " is not this job's");
    if (request.method == "PUT") {
      store(place, request);
    } else if (request.method == "DELETE" && place.path != place.root) {
      if (auto removed = removeTree(place.path); !removed) throw Problem(removed.error());
    } else {
      throw Problem(404, "ENDPOINT_NOT_FOUND",
                    "there is no such call: " + request.method + " " + request.path);
    }
    return response;
  } catch (...) {
    std::error_code error;
    if (!request.bodyFile.empty()) files::remove(request.bodyFile, error);
    throw;
  }
}

}  // namespace footplate::runner
