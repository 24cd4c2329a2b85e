#include "runner/step_reuse.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strings.h"

namespace footplate::runner {

namespace {

namespace fsys = std::filesystem;

// Data beyond this is told apart by sizes and times: reading it could take longer than the step.
constexpr std::uint64_t mostHashed = UINT64_C(4) << 30;

// Pieces of text that cannot run into each other.
class Digest {
 public:
  void add(std::string_view text) {
    hash_.add(std::to_string(text.size()) + ":");
    hash_.add(text);
  }
  void add(std::string_view name, std::string_view value) {
    add(name);
    add(value);
  }
  std::string finish() { return hash_.finish(); }

 private:
  Sha256 hash_;
};

Error unreadable(const std::string& path, const std::string& reason) {
  return {ErrorCode::unavailable, "reading " + path + ": " + reason};
}

class DataDigest {
 public:
  DataDigest(Digest& digest, CancelToken stop) : digest_(digest), stop_(std::move(stop)) {}

  Result<void> add(const std::string& path) {
    if (!fsys::is_directory(path)) return addFile(path, fileName(path));
    std::vector<std::string> files;
    std::error_code error;
    fsys::recursive_directory_iterator entries(path, fsys::directory_options::follow_directory_symlink,
                                               error);
    for (; !error && entries != fsys::recursive_directory_iterator(); entries.increment(error)) {
      if (!entries->is_directory()) files.push_back(entries->path().string());
    }
    if (error) return fail(unreadable(path, error.message()));
    std::ranges::sort(files);
    for (const std::string& file : files) {
      if (auto added = addFile(file, file.substr(path.size())); !added) return added;
    }
    return {};
  }

 private:
  Result<void> addFile(const std::string& path, const std::string& name) {
    if (stop_.stop_requested()) return fail(ErrorCode::canceled, "canceled");
    std::error_code error;
    const std::uint64_t bytes = fsys::file_size(path, error);
    if (error) return fail(unreadable(path, error.message()));
    digest_.add("file", name);
    hashed_ += bytes;
    if (hashed_ > mostHashed) {
      const auto time =
          static_cast<std::int64_t>(fsys::last_write_time(path, error).time_since_epoch().count());
      digest_.add(std::to_string(bytes), path + " " + std::to_string(time));
      return {};
    }
    auto hash = sha256OfFile(path);
    if (!hash) return fail(hash.error());
    digest_.add("content", *hash);
    return {};
  }

  Digest& digest_;
  CancelToken stop_;
  std::uint64_t hashed_ = 0;
};

Result<void> addInput(const PlanInput& input, Digest& digest, const CancelToken& stop) {
  for (const std::string& text : {input.name, input.type, input.mode}) digest.add("input", text);
  const std::string& value = input.value;
  if (input.isLiteral() || input.mode == "direct" || !isAbsolutePath(value)) {
    digest.add("value", value);
    return {};
  }
  return DataDigest(digest, stop).add(value);
}

// ${env:X} is what it will be when the job starts.
std::string resolved(const std::string& value) {
  if (!value.starts_with("${env:") || !value.ends_with('}')) return value;
  const char* found = std::getenv(value.substr(6, value.size() - 7).c_str());
  return found ? found : "";
}

Result<void> addEnvironment(const RunPlan& step, const EnvironmentContext& context, Digest& digest) {
  auto expected = expectEnvironment(step.environment, context);
  if (!expected) return fail(expected.error());
  digest.add("environment", expected->hash);
  digest.add(expected->python, expected->version);
  for (const auto& [name, value] : step.environmentVariables) digest.add(name, resolved(value));
  return {};
}

std::string keyFile(const store::RunStore& store, const std::string& key) {
  return store.folder() + "/steps/" + key;
}

}  // namespace

bool mayReuse(const RunPlan& step) {
  const auto isOwn = [](const PlanOutput& output) { return output.mode != "direct"; };
  return !step.step.empty() && step.deterministic && !step.forceRerun && step.debugPort == 0 &&
         std::ranges::all_of(step.outputs, isOwn);
}

void runAlways(RunPlan& plan) {
  plan.forceRerun = true;
  for (RunPlan& step : plan.steps) runAlways(step);
}

Result<std::string> stepKey(const RunPlan& step, const EnvironmentContext& context, CancelToken stop) {
  Digest digest;
  digest.add("footplate step", "1");
  digest.add(step.command, step.snapshot);
  for (const PlanInput& input : step.inputs) {
    if (auto added = addInput(input, digest, stop); !added) return fail(added.error());
  }
  for (const PlanOutput& output : step.outputs) {
    for (const std::string& text : {output.name, output.type, output.mode, output.literal})
      digest.add("output", text);
  }
  if (auto added = addEnvironment(step, context, digest); !added) return fail(added.error());
  const Distribution& spread = step.distribution;
  digest.add(spread.type, std::to_string(step.instanceCount));
  for (const int count : {spread.processesPerNode, spread.workers, spread.parameterServers})
    digest.add("count", std::to_string(count));
  return digest.finish();
}

std::optional<store::Run> earlierStep(const store::RunStore& store, const std::string& key) {
  const auto id = readFile(keyFile(store, key));
  if (!id) return std::nullopt;
  auto run = store.find(trim(*id));
  if (!run || run->status != store::RunStatus::completed) return std::nullopt;
  for (const store::RunOutput& output : run->outputs) {
    // What lies elsewhere may have been written by others since.
    const bool isOurs = isInside(output.path, store.folder() + "/runs");
    if (!isOurs || !(fileExists(output.path) || folderExists(output.path))) return std::nullopt;
  }
  return std::move(*run);
}

void rememberStep(const store::RunStore& store, const std::string& key, const std::string& run) {
  if (makeFolder(store.folder() + "/steps"))
    static_cast<void>(writeFileAtomic(keyFile(store, key), run, 0600));
}

void forgetStep(const store::RunStore& store, const store::Run& run) {
  const auto key = run.properties.find(stepKeyProperty);
  if (key == run.properties.end()) return;
  const auto id = readFile(keyFile(store, key->second));
  if (id && trim(*id) == run.id) static_cast<void>(removeTree(keyFile(store, key->second)));
}

}  // namespace footplate::runner
