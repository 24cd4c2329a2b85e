#include "runner/input_files.h"

#include "base/fs.h"
#include "base/hash.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "os/http_client.h"
#include "os/lock_file.h"

namespace footplate::runner {
namespace {

Result<std::string> existing(const PlanInput& input, const std::string& path) {
  if (fileExists(path) || folderExists(path)) return path;
  return fail(ErrorCode::notFound, "input " + input.name + ": " + path + " does not exist");
}

// The mirror with the longest prefix; "" when none fits.
std::string mirrored(const std::string& uri, const LocalSettings& settings) {
  std::string best;
  std::size_t length = 0;
  for (const auto& [prefix, path] : settings.mirrors) {
    if (prefix.size() < length || prefix.empty() || !uri.starts_with(prefix)) continue;
    std::string rest = uri.substr(prefix.size());
    while (rest.starts_with('/')) rest.erase(0, 1);
    best = rest.empty() ? path : joinPath(path, rest);
    length = prefix.size();
  }
  return best;
}

// azureml://datastores/D/paths/P, also in its long form with subscription and workspace.
std::string datastorePath(const std::string& uri, const RunPlan& plan) {
  std::size_t store = uri.find("datastores/");
  std::size_t paths = store == uri.npos ? uri.npos : uri.find("/paths/", store);
  if (paths == uri.npos) return {};
  std::string name = uri.substr(store + 11, paths - store - 11);
  std::string below = plan.root + "/.footplate/datastores/" + name;
  std::string path = joinPath(below, uri.substr(paths + 7));
  return isInside(path, below) ? path : std::string();
}

Result<std::string> downloaded(const PlanInput& input, const std::string& address, const std::string& cache,
                               CancelToken stop) {
  std::string bare = address.substr(0, address.find_first_of("?#"));
  if (bare.ends_with('/') || input.type == "uri_folder" || input.type == "mltable") {
    return fail(ErrorCode::unsupported,
                "input " + input.name + ": a folder cannot be downloaded from " + maskSecrets(address) +
                    "; copy it and name its place under mirrors: in .footplate/config.yml");
  }
  std::string folder = cache + "/downloads/" + sha256(address).substr(0, 32);
  std::string path = folder + "/" + fileName(bare);
  if (fileExists(path)) return path;
  if (auto made = makeFolder(folder); !made) return fail(made.error());
  auto lock = os::LockFile::lock(folder + "/.lock", stop);
  if (!lock) return fail(lock.error());
  if (fileExists(path)) return path;
  if (auto done = os::download(address, path, {}, stop); !done) {
    return fail(done.error().code, "input " + input.name + ": " + done.error().message);
  }
  return path;
}

}  // namespace

std::string httpsAddress(std::string_view uri) {
  std::string scheme = uriScheme(uri);
  if (scheme != "wasbs" && scheme != "wasb" && scheme != "abfss" && scheme != "abfs") return std::string(uri);
  std::string_view rest = uri.substr(uri.find("://") + 3);
  std::size_t at = rest.find('@');
  std::size_t slash = rest.find('/');
  if (at == rest.npos || slash == rest.npos || at > slash) return std::string(uri);
  std::string host(rest.substr(at + 1, slash - at - 1));
  return "https://" + replaceAll(host, ".dfs.", ".blob.") + "/" + std::string(rest.substr(0, at)) +
         std::string(rest.substr(slash));
}

Result<std::string> locateInput(const PlanInput& input, const RunPlan& plan, const std::string& cacheFolder,
                                CancelToken stop) {
  if (std::string mirror = mirrored(input.value, plan.local); !mirror.empty()) return existing(input, mirror);
  std::string scheme = uriScheme(input.value);
  if (scheme.empty()) return existing(input, joinPath(plan.root, input.value));
  if (scheme == "file") {
    auto path = pathFromUri(input.value);
    if (!path) return fail(path.error());
    return existing(input, *path);
  }
  if (scheme == "azureml") {
    std::string path = datastorePath(input.value, plan);
    if (!path.empty()) return existing(input, path);
    return fail(ErrorCode::unsupported,
                "input " + input.name + ": " + input.value + " is not known on this machine");
  }
  std::string address = httpsAddress(input.value);
  if (uriScheme(address) == "https" || uriScheme(address) == "http") {
    return downloaded(input, address, cacheFolder, stop);
  }
  return fail(ErrorCode::unsupported,
              "input " + input.name + ": addresses like " + scheme + ":// cannot be read on this machine");
}

}  // namespace footplate::runner
