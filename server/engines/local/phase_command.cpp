// Running: the command with its bindings, its processes and their end.
#include "engines/local/command_run.h"
#include "engines/local/job_variables.h"
#include "engines/local/metric_watch.h"

namespace footplate::engines {
namespace {

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
  JobPlaces places{note_.work + "/code", bin_, note_.work + "/env", note_.token, tracking_->uri(),
                   tracking_->token()};
  auto variables = jobVariables(plan_, folder_, values_, places);
  if (!variables) return failedStep("environmentVariable", variables.error());
  for (const auto& [name, value] : environment_.variables) variables->emplace(name, value);
  if (!environment_.conda.empty()) (*variables)["CONDA_PREFIX"] = environment_.conda;
  const std::string script = ranked(*command, plan_.distribution);
  if (script != *command) (*variables)["FOOTPLATE_COMMAND"] = *command;
  Step entered = enter(store::RunStatus::running, "Running", [this](store::Run& run) { describe(run); });
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
  if (!job) return failedStep("start", job.error());
  auto outcome = job->wait(stop_);
  if (!outcome) return failedStep("supervisor", outcome.error());
  outcome_ = *outcome;
  return {};
}

}  // namespace footplate::engines
