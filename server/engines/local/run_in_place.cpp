#include "engines/local/run_in_place.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <thread>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "engines/local/code_view.h"
#include "engines/local/job_variables.h"
#include "os/foreground.h"
#include "os/identity.h"
#include "runner/bindings.h"
#include "runner/data/input_delivery.h"
#include "runner/environments/environment.h"
#include "runner/environments/overlay.h"
#include "runner/supervisor_note.h"
#include "store/run_folder.h"
#include "store/store_folder.h"

namespace footplate::engines {
namespace {

constexpr std::int64_t graceMs = 5000;

// The temporary folder of one call, gone when it ends.
class Scratch {
 public:
  explicit Scratch(const std::string& token) {
    const char* named = std::getenv("TMPDIR");
    path_ = std::string(named && *named == '/' ? named : "/tmp") + "/footplate-run-" + token;
  }
  ~Scratch() {
    if (!kept_) static_cast<void>(removeTree(path_));
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  std::string path_;
  bool kept_ = false;
};

std::string workFolder(const runner::RunPlan& plan) {
  if (plan.codePath.empty()) return plan.sourceFile.empty() ? plan.root : parentPath(plan.sourceFile);
  return folderExists(plan.codePath) ? plan.codePath : parentPath(plan.codePath);
}

Result<runner::BindingValues> valuesOf(const runner::RunPlan& plan, const std::string& work,
                                       const runner::DeliveryContext& context,
                                       std::vector<os::ReadOnlyView>& views, const CancelToken& stop) {
  runner::BindingValues values;
  for (const runner::PlanInput& input : plan.inputs) {
    auto delivered = runner::deliverInput(input, context, stop);
    if (!delivered) return fail(delivered.error());
    values.inputs[input.name] = delivered->value;
    views.insert(views.end(), delivered->views.begin(), delivered->views.end());
  }
  for (const runner::PlanOutput& output : plan.outputs) {
    const std::string path = output.path.empty() ? work + "/outputs/" + output.name : output.path;
    const bool isFile = output.type == "uri_file";
    if (auto made = makeFolder(isFile ? parentPath(path) : path, 0777); !made) return fail(made.error());
    values.outputs[output.name] = path;
  }
  return values;
}

// The code with what is included beside it; nothing for a job that includes nothing.
Result<std::optional<CodeView>> viewOf(const runner::RunPlan& plan, const std::string& work,
                                       const std::string& folder, const InPlaceOptions& options) {
  if (plan.codeIncludes.empty()) return std::optional<CodeView>();
  auto view = CodeView::make(work, plan.codeIncludes, folder);
  if (!view) return fail(view.error());
  if (options.say)
    options.say("footplate: " + work + " and its additional_includes are shown together in " + folder +
                "; what the job makes there is moved to " + work + " when it ends");
  return std::optional<CodeView>(std::move(*view));
}

// A script that is a link is looked for where it lies, and not beside the includes.
std::string withFirst(const std::string& folder, const std::string& path) {
  return path.empty() ? folder : folder + ":" + path;
}

// There is no run: what would lead a client to one is taken out again, so that MLflow writes where it does
// without us.
void forgetRun(os::Environment& variables) {
  for (const char* name : {"MLFLOW_RUN_ID", "MLFLOW_TRACKING_URI", "MLFLOW_TRACKING_TOKEN",
                           "MLFLOW_EXPERIMENT_NAME", "AZUREML_RUN_ID"}) {
    variables.erase(name);
    if (const char* own = std::getenv(name)) variables[name] = own;
  }
}

// Ends what the command left behind, whatever it did to get away.
void endRest(const std::string& token) {
  for (int round = 0; round < 40; ++round) {
    const auto left = os::processesWithVariable(runner::runTokenVariable, token);
    if (left.empty()) return;
    for (const os::ProcessIdentity& process : left) static_cast<void>(os::signalProcess(process, SIGKILL));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

Result<os::ExitStatus> waitFor(os::Child& child, const runner::RunPlan& plan, const CancelToken& stop) {
  const os::Foreground terminal(child.pid());
  const std::int64_t limit = plan.timeoutSeconds > 0 ? plan.timeoutSeconds * 1000 : 0;
  while (true) {
    auto ended = limit > 0 ? child.waitFor(limit, stop) : child.waitFor(3'600'000, stop);
    if (ended && *ended) return **ended;
    if (ended && limit == 0) continue;
    if (!ended && ended.error().code != ErrorCode::canceled) return fail(ended.error());
    if (!ended && !terminal.given()) child.signalGroup(SIGINT);
    auto late = child.waitFor(graceMs);
    if (late && *late) return **late;
    return child.terminate(graceMs);
  }
}

}  // namespace

Result<os::ExitStatus> runInPlace(const runner::RunPlan& plan, const InPlaceOptions& options,
                                  CancelToken stop) {
  if (plan.kind == "pipeline" || !plan.steps.empty()) {
    return fail(ErrorCode::unsupported,
                "running " + plan.sourceFile + " in place: a pipeline has several commands; submit it");
  }
  const std::string cache = store::userCacheFolder();
  runner::EnvironmentContext context{plan.root, cache, plan.local, options.say, {}};
  auto environment = runner::prepareEnvironment(plan.environment, context, stop);
  if (!environment) return fail(environment.error());
  const std::string token = randomHex(16);
  Scratch scratch(token);
  if (auto made = makeFolder(scratch.path()); !made) return fail(made.error());
  auto overlay = runner::Overlay::take(*environment, cache, scratch.path() + "/env");
  if (!overlay) return fail(overlay.error());
  std::string bin = overlay->bin();
  if (!environment->conda.empty()) bin += ":" + environment->conda + "/bin";
  const std::string work = workFolder(plan);
  std::vector<os::ReadOnlyView> views;
  auto values = valuesOf(plan, work, {plan, scratch.path() + "/inputs", cache, options.say}, views, stop);
  if (!values) return fail(values.error());
  auto command = runner::resolveBindings(plan.command, *values);
  if (!command) return fail(command.error());
  auto view = viewOf(plan, work, scratch.path() + "/code", options);
  if (!view) return fail(view.error());
  const std::string& folder = *view ? (*view)->folder() : work;
  const JobPlaces places{folder, bin, overlay->folder(), token, "", ""};
  auto variables = jobVariables(plan, store::RunFolder(scratch.path(), "here"), *values, places);
  if (!variables) return fail(variables.error());
  for (const auto& [name, value] : environment->variables) variables->emplace(name, value);
  if (!environment->conda.empty()) (*variables)["CONDA_PREFIX"] = environment->conda;
  forgetRun(*variables);
  (*variables)["FOOTPLATE_METRICS_FILE"] = scratch.path() + "/metrics.jsonl";
  os::SpawnOptions spawn;
  const std::string bash = os::findProgram("bash");
  spawn.argv = os::withViews(views, {bash.empty() ? "/bin/bash" : bash, "-c", *command});
  spawn.environment = std::move(*variables);
  spawn.folder = folder;
  if (*view) (*spawn.environment)["PYTHONPATH"] = withFirst(folder, (*spawn.environment)["PYTHONPATH"]);
  spawn.in = os::Stdio::inherit();
  if (options.outputToError) spawn.out = os::Stdio::descriptor(STDERR_FILENO);
  auto child = os::spawn(spawn);
  if (!child) return fail(child.error());
  auto ended = waitFor(*child, plan, stop);
  child->signalGroup(SIGKILL);
  endRest(token);
  if (*view) {
    if (auto moved = (*view)->bringBack(); !moved) {
      scratch.keep();
      if (ended) return fail(moved.error());
    }
  }
  return ended;
}

}  // namespace footplate::engines
