// The phases in order. A request to cancel arrives as SIGTERM, which stops whatever a phase waits for; one
// made before the signal could reach us stands in the record, which every step asks as it writes its status.
#include "engines/local/supervisor.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/fs.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/path.h"
#include "engines/local/job_variables.h"
#include "engines/local/metric_watch.h"
#include "engines/local/slots.h"
#include "runner/input_delivery.h"
#include "runner/snapshot.h"
#include "store/object_store.h"
#include "store/store_folder.h"

namespace footplate::engines {
namespace {

using store::RunError;
using store::RunStatus;

constexpr const char* canceledCode = "canceled";

tl::unexpected<RunError> failed(const char* code, const Error& error) {
  return tl::unexpected<RunError>(
      RunError{error.code == ErrorCode::canceled ? canceledCode : code, error.message});
}

int seatsOf(const runner::RunPlan& plan) {
  if (plan.local.maxInstances > 0) return plan.local.maxInstances;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::string temporaryFolder() {
  const char* named = std::getenv("TMPDIR");
  return named && *named == '/' ? named : "/tmp";
}

// The shell text that runs the command once for each process of the node and fails with the first that fails.
std::string ranked(const std::string& command, const runner::Distribution& distribution) {
  int count = distribution.processesPerNode;
  if (distribution.type.empty() || distribution.type == "tensorflow" || count <= 1) return command;
  std::string text = "children=()\n";
  for (int rank = 0; rank < count; ++rank) {
    std::string number = std::to_string(rank);
    text += "RANK=" + number + " LOCAL_RANK=" + number + " OMPI_COMM_WORLD_RANK=" + number +
            " OMPI_COMM_WORLD_LOCAL_RANK=" + number + " bash -c \"$FOOTPLATE_COMMAND\" & children+=($!)\n";
  }
  return text +
         "result=0\nfor child in \"${children[@]}\"; do wait \"$child\" || result=$?; done\nexit $result\n";
}

}  // namespace

Supervisor::Supervisor(store::RunStore& store, runner::RunPlan plan, CancelToken stop)
    : store_(store),
      plan_(std::move(plan)),
      stop_(std::move(stop)),
      folder_(store.folder(), plan_.id),
      cache_(store::userCacheFolder()) {}

runner::RunEnd Supervisor::run() {
  runner::RunEnd end;
  Step done = announce()
                  ? phases()
                  : failed("supervisor", {ErrorCode::unavailable, "the run's folder cannot be written"});
  finalise();
  end.ended = nowMs();
  if (!done) {
    bool canceled = done.error().code == canceledCode;
    end.status = canceled ? RunStatus::canceled : RunStatus::failed;
    if (!canceled) end.error = done.error();
    return end;
  }
  const os::ExitStatus& status = outcome_->status;
  (status.signal ? end.signal : end.exitCode) = status.signal ? status.signal : status.code;
  if (outcome_->canceled || outcome_->timedOut) {
    end.status = RunStatus::canceled;
  } else {
    end.status = status.ok() ? RunStatus::completed : RunStatus::failed;
  }
  if (outcome_->timedOut) {
    end.error = RunError{"timeout", "the run took longer than its limits.timeout of " +
                                        std::to_string(plan_.timeoutSeconds) + " s"};
  } else if (end.status == RunStatus::failed) {
    end.error =
        RunError{status.signal ? "signal" : "exitCode", "the command ended with " + status.describe()};
  }
  return end;
}

// Says in the run's folder who we are, so that we can be told to cancel and swept after.
Result<void> Supervisor::announce() {
  auto before = runner::readNote(folder_);
  note_.who = os::ownIdentity();
  note_.supervisor = true;
  note_.token = before ? before->token : randomHex(16);
  note_.lockInode = runner::inodeOf(folder_.lock());
  note_.cgroup = makeControlGroup(note_.token);
  note_.work = temporaryFolder() + "/footplate-" + note_.token;
  // Installers we start carry the mark as well, so that they do not outlive us either.
  ::setenv(runner::runTokenVariable, note_.token.c_str(), 1);
  return runner::writeNote(folder_, note_);
}

Supervisor::Step Supervisor::phases() {
  for (Step (Supervisor::*phase)() :
       {&Supervisor::takePlace, &Supervisor::prepare, &Supervisor::deliver, &Supervisor::locateInputs,
        &Supervisor::makeOutputs, &Supervisor::startTracking, &Supervisor::runCommand,
        &Supervisor::keepOutputs}) {
    if (Step done = (this->*phase)(); !done) return done;
  }
  return {};
}

Supervisor::Step Supervisor::enter(RunStatus status, const std::string& phase,
                                   const std::function<void(store::Run&)>& more) {
  bool wanted = stop_.stop_requested();
  auto run = store_.update(plan_.id, [&](store::Run& record) -> Result<void> {
    if (record.status == RunStatus::cancelRequested) {
      wanted = true;
    } else if (!store::isTerminal(record.status)) {
      record.status = status;
    }
    store::enterPhase(record, phase, nowMs());
    if (more) more(record);
    return {};
  });
  if (!run) return failed("store", run.error());
  if (wanted && status != RunStatus::finalizing) {
    return failed(canceledCode, {ErrorCode::canceled, "canceled before the command was started"});
  }
  return {};
}

Supervisor::Step Supervisor::takePlace() {
  auto run = store_.find(plan_.id);
  if (!run) return failed("store", run.error());
  if (Step entered = enter(RunStatus::provisioning, "Provisioning"); !entered) return entered;
  Step queued;
  auto wait = [&] { queued = enter(RunStatus::queued, "Queued"); };
  auto seat = takeSlot(store_.folder() + "/queue", seatsOf(plan_), run->created, plan_.id, wait, stop_);
  if (!queued) return queued;
  if (!seat) return failed("queue", seat.error());
  slot_ = std::move(*seat);
  return {};
}

Supervisor::Step Supervisor::prepare() {
  if (Step entered = enter(RunStatus::preparing, "Preparing"); !entered) return entered;
  runner::EnvironmentContext context{plan_.root, cache_, plan_.local,
                                     [this](std::string_view line) { say(line); }};
  auto environment = runner::prepareEnvironment(plan_.environment, context, stop_);
  if (!environment) return failed("environment", environment.error());
  environment_ = std::move(*environment);
  return {};
}

Supervisor::Step Supervisor::deliver() {
  if (auto made = makeFolder(note_.work); !made) return failed("deliver", made.error());
  store::ObjectStore objects(store_.folder() + "/objects");
  auto laid = runner::layOutSnapshot(objects, plan_.snapshot, note_.work + "/code", stop_);
  if (!laid) return failed("deliver", laid.error());
  auto bin = runner::makeOverlay(environment_, note_.work + "/env");
  if (!bin) return failed("environment", bin.error());
  bin_ = *bin;
  for (const auto& [name, target] : {std::pair<std::string, std::string>{"outputs", folder_.outputs()},
                                     std::pair<std::string, std::string>{"logs", folder_.logs()}}) {
    if (Step linked = linkIntoWork(name, target); !linked) return linked;
  }
  return {};
}

// ./outputs in the job's folder is the run's own folder; what the code brought along under that name moves
// there.
Supervisor::Step Supervisor::linkIntoWork(const std::string& name, const std::string& target) {
  namespace files = std::filesystem;
  std::error_code error;
  files::path place = note_.work + "/code/" + name;
  if (files::is_directory(files::symlink_status(place))) {
    files::copy(place, target, files::copy_options::recursive | files::copy_options::copy_symlinks, error);
  }
  if (!error) files::remove_all(place, error);
  if (!error) files::create_directory_symlink(target, place, error);
  if (!error) return {};
  return failed("deliver", {ErrorCode::unavailable, "making ./" + name + " of the job: " + error.message()});
}

Supervisor::Step Supervisor::locateInputs() {
  const runner::DeliveryContext context{plan_, note_.work + "/inputs", cache_,
                                        [this](std::string_view line) { say(line); }};
  for (const runner::PlanInput& input : plan_.inputs) {
    auto delivered = runner::deliverInput(input, context, stop_);
    if (!delivered) return failed("input", delivered.error());
    values_.inputs[input.name] = delivered->value;
    inputPaths_[input.name] = delivered->path;
  }
  return {};
}

Supervisor::Step Supervisor::makeOutputs() {
  for (const runner::PlanOutput& output : plan_.outputs) {
    auto prepared = runner::prepareOutput(output, plan_, folder_);
    if (!prepared) return failed("output", prepared.error());
    values_.outputs[output.name] = prepared->value;
    outputs_[output.name] = std::move(*prepared);
  }
  return {};
}

// Uploads, and outputs that become assets; only where the command has ended well.
Supervisor::Step Supervisor::keepOutputs() {
  if (!outcome_ || !outcome_->status.ok() || outcome_->canceled || outcome_->timedOut) return {};
  if (Step entered = enter(RunStatus::finalizing, "Finalizing"); !entered) return entered;
  std::map<std::string, std::string> assets;
  for (const runner::PlanOutput& output : plan_.outputs) {
    auto asset = runner::finishOutput(output, outputs_[output.name], plan_);
    if (!asset) return failed("output", asset.error());
    if (!asset->empty()) assets[output.name] = *asset;
  }
  if (assets.empty()) return {};
  auto stored = store_.update(plan_.id, [&](store::Run& run) -> Result<void> {
    for (store::RunOutput& output : run.outputs) {
      if (const auto known = assets.find(output.name); known != assets.end()) output.asset = known->second;
    }
    return {};
  });
  return stored ? Step() : failed("store", stored.error());
}

Supervisor::Step Supervisor::startTracking() {
  auto tracking = runner::Tracking::start(store_, plan_.id);
  if (!tracking) return failed("tracking", tracking.error());
  tracking_ = std::move(*tracking);
  return {};
}

Supervisor::Step Supervisor::runCommand() {
  auto command = runner::resolveBindings(plan_.command, values_);
  if (!command) return failed("binding", command.error());
  JobPlaces places{note_.work + "/code", bin_, note_.work + "/env", note_.token, tracking_->uri(),
                   tracking_->token()};
  auto variables = jobVariables(plan_, folder_, values_, places);
  if (!variables) return failed("environmentVariable", variables.error());
  const std::string script = ranked(*command, plan_.distribution);
  if (script != *command) (*variables)["FOOTPLATE_COMMAND"] = *command;
  Step entered = enter(RunStatus::running, "Running", [this](store::Run& run) {
    for (store::RunInput& input : run.inputs) {
      if (input.type != "literal") input.path = inputPaths_[input.name];
    }
    for (store::RunOutput& output : run.outputs) output.path = outputs_[output.name].path;
    if (!run.environment) run.environment.emplace();
    run.environment->hash = environment_.hash;
    run.environment->how = environment_.how;
    run.environment->python = environment_.python;
    run.environment->substitutions = environment_.substitutions;
  });
  if (!entered) return entered;
  MetricWatch metrics(*tracking_, folder_.path() + "/reported-metrics.jsonl", folder_.log());
  JobOptions options;
  options.command = script;
  options.folder = places.work;
  options.log = folder_.log();
  options.variables = std::move(*variables);
  options.cgroup = note_.cgroup;
  options.timeoutMs = plan_.timeoutSeconds * 1000;
  auto job = JobProcess::start(std::move(options));
  if (!job) return failed("start", job.error());
  auto outcome = job->wait(stop_);
  if (!outcome) return failed("supervisor", outcome.error());
  outcome_ = *outcome;
  return {};
}

void Supervisor::finalise() {
  if (outcome_) static_cast<void>(enter(RunStatus::finalizing, "Finalizing"));
  if (tracking_) {
    if (auto stored = tracking_->finish(); !stored) logError("storing metrics: " + stored.error().message);
  }
  tracking_.reset();
  runner::sweep(note_);
}

// Progress of preparing goes where people look first: the run's own log.
void Supervisor::say(std::string_view line) {
  std::FILE* log = std::fopen(folder_.log().c_str(), "ae");
  if (!log) return;
  std::fprintf(log, "%.*s\n", static_cast<int>(line.size()), line.data());
  std::fclose(log);
}

}  // namespace footplate::engines
