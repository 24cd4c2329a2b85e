#include "runner/data/output_delivery.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/data/data_reference.h"
#include "runner/data/input_files.h"
#include "runner/step_reuse.h"
#include "store/asset_store.h"

namespace footplate::runner {
namespace {

namespace fsys = std::filesystem;

constexpr auto replacing = fsys::copy_options::overwrite_existing | fsys::copy_options::copy_symlinks;
constexpr const char* defaultDatastore = "workspaceblobstore";

Error problem(const PlanOutput& output, const std::string& reason) {
  return {ErrorCode::unavailable, "output " + output.name + ": " + reason};
}

tl::unexpected<Error> stopped(const PlanOutput& output, const std::string& to) {
  return fail(ErrorCode::canceled, "output " + output.name + ": writing " + to + " was stopped");
}

// The expressions that the service fills in itself.
std::string filledIn(const std::string& path, const PlanOutput& output, const RunPlan& plan) {
  std::string text;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = path.compare(at, 3, "${{") == 0 ? path.find("}}", at) : std::string::npos;
    const std::string word =
        end == std::string::npos ? "" : std::string(trim(path.substr(at + 3, end - at - 3)));
    const bool known = word == "name" || word == "output_name" || word == "default_datastore";
    if (!known) {
      text += path[at++];
      continue;
    }
    text += word == "name" ? plan.id : word == "output_name" ? output.name : defaultDatastore;
    at = end + 2;
  }
  return text;
}

// named-outputs/NAME shows what lies elsewhere.
void showIn(const store::RunFolder& folder, const PlanOutput& output, const std::string& path) {
  std::error_code error;
  fsys::create_symlink(path, folder.namedOutput(output.name), error);
}

std::string kindOf(const PlanOutput& output) {
  return output.type.ends_with("_model") ? "model" : "data";
}

// A folder, another entry at a time: many take long, and a cancel does not wait for all.
Result<void> copyTree(const PlanOutput& output, const std::string& from, const std::string& to,
                      const CancelToken& stop) {
  std::error_code error;
  fsys::create_directory(to, from, error);
  fsys::recursive_directory_iterator at(from, error);
  for (const fsys::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    if (stop.stop_requested()) return stopped(output, to);
    const std::string target = to + at->path().string().substr(from.size());
    if (!at->is_symlink(error) && at->is_directory(error)) {
      fsys::create_directory(target, at->path(), error);
    } else {
      fsys::copy(at->path(), target, replacing, error);
    }
    if (error) return fail(problem(output, "writing " + target + ": " + error.message()));
  }
  if (!error) return {};
  return fail(problem(output, "writing " + to + ": " + error.message()));
}

Result<void> copyAll(const PlanOutput& output, const std::string& from, const std::string& to,
                     const CancelToken& stop) {
  std::error_code error;
  if (!fsys::exists(from, error)) return {};  // nothing was written
  if (auto made = makeFolder(parentPath(to)); !made) return made;
  if (fsys::is_directory(from, error)) return copyTree(output, from, to, stop);
  fsys::copy(from, to, replacing, error);
  if (!error) return {};
  return fail(problem(output, "writing " + to + ": " + error.message()));
}

Result<std::string> registerOutput(const PlanOutput& output, const PreparedOutput& prepared,
                                   const RunPlan& plan) {
  if (!fileExists(prepared.path) && !folderExists(prepared.path)) {
    return fail(ErrorCode::notFound, "registering output " + output.name + " as " + output.assetName +
                                         ": the job has written nothing to " + prepared.path);
  }
  auto assets = store::AssetStore::open(plan.root);
  if (!assets) return fail(assets.error());
  store::Asset asset;
  asset.kind = kindOf(output);
  asset.name = output.assetName;
  asset.version = output.assetVersion;
  asset.type = output.type;
  asset.description = output.assetDescription;
  asset.path = prepared.path;
  asset.run = plan.id;
  const auto staged = assets->stage();
  if (!staged) return fail(staged.error());
  // JSON is YAML: it reads like any other file of an asset.
  nlohmann::json text{{"name", asset.name}, {"type", asset.type}, {"path", asset.path}};
  if (!asset.version.empty()) text["version"] = asset.version;
  if (!asset.description.empty()) text["description"] = asset.description;
  const std::string bytes = text.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  if (auto written = writeFileAtomic(*staged + "/asset.yml", bytes); !written) return fail(written.error());
  const auto added = assets->add(asset, *staged);
  if (!added) return fail(added.error());
  return "azureml:" + added->name + ":" + added->version;
}

}  // namespace

Result<void> checkNewAssets(const RunPlan& plan) {
  for (const PlanOutput& output : plan.outputs) {
    if (output.assetName.empty() || output.assetVersion.empty()) continue;
    const auto assets = store::AssetStore::openExisting(plan.root);
    if (!assets || !assets->find(kindOf(output), output.assetName, output.assetVersion)) continue;
    const std::string step = plan.step.empty() ? std::string() : "step " + plan.step + ": ";
    return fail(ErrorCode::conflict, step + "registering output " + output.name + " as " + output.assetName +
                                         ":" + output.assetVersion +
                                         ": this version is there already and never changes; leave version "
                                         "out to get the next one");
  }
  for (const RunPlan& step : plan.steps) {
    // It may take the results, and with them the asset, of an earlier one.
    if (step.steps.empty() && mayReuse(step)) continue;
    if (auto good = checkNewAssets(step); !good) return good;
  }
  return {};
}

Result<PreparedOutput> prepareOutput(const PlanOutput& output, const RunPlan& plan,
                                     const store::RunFolder& folder) {
  const bool isFile = output.type == "uri_file";
  if (output.path == artifactsPath) return PreparedOutput{folder.path(), folder.path(), folder.path()};
  PreparedOutput prepared;
  const std::string asked = filledIn(output.path, output, plan);
  const bool endsInSlash = asked.ends_with('/');
  const std::string target = asked.empty() ? std::string() : localPlace(asked, plan.root, plan.local);
  if (!asked.empty() && target.empty()) {
    return fail(ErrorCode::unsupported,
                "output " + output.name + ": " + asked + " cannot be written to from this machine");
  }
  const std::string own = folder.namedOutput(output.name);
  const bool elsewhere = !target.empty() && output.mode != "upload";
  prepared.writes = elsewhere ? target : isFile ? own + "/" + output.name : own;
  // A file output below a folder that is named is called as the output is.
  if (elsewhere && isFile && (endsInSlash || folderExists(target)))
    prepared.writes = joinPath(target, output.name);
  prepared.path = prepared.writes;
  if (!elsewhere && !target.empty())
    prepared.path = isFile && endsInSlash ? joinPath(target, output.name) : target;
  if (auto made = makeFolder(isFile ? parentPath(prepared.writes) : prepared.writes); !made)
    return fail(problem(output, made.error().message));
  if (elsewhere) showIn(folder, output, isFile ? parentPath(prepared.writes) : prepared.writes);
  prepared.value = output.mode == "direct" && !asked.empty() ? asked : prepared.writes;
  return prepared;
}

Result<std::string> finishOutput(const PlanOutput& output, const PreparedOutput& prepared,
                                 const RunPlan& plan, const CancelToken& stop) {
  if (stop.stop_requested()) return stopped(output, prepared.path);
  if (prepared.path != prepared.writes) {
    auto copied = copyAll(output, prepared.writes, prepared.path, stop);
    if (!copied) return fail(copied.error());
  }
  if (output.assetName.empty()) return std::string();
  return registerOutput(output, prepared, plan);
}

}  // namespace footplate::runner
