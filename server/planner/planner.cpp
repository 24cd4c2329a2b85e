#include "planner/planner.h"

#include <algorithm>

#include "os/process.h"
#include "planner/command_job.h"
#include "planner/runconfig.h"

namespace footplate::planner {

namespace {

constexpr const char* noContainer = "no container is used: the image says no more than a Python version";

// What was asked of environments and containers, for the plan and all its steps. A build context needs a
// container, and a container its engine: both are known before anything starts.
Result<void> settleEnvironment(runner::RunPlan& plan, const PlanRequest& request, bool& imageUnused) {
  if (!request.container.empty()) plan.local.container = request.container == "none" ? "" : request.container;
  const std::string& container = plan.local.container;
  runner::EnvironmentSpec& environment = plan.environment;
  environment.retry = request.retryEnvironment;
  const std::string name = environment.name.empty() ? environment.buildContext : environment.name;
  if (!environment.buildContext.empty() && container.empty()) {
    return fail(ErrorCode::unsupported,
                "preparing the environment " + name +
                    ": a build context needs a container engine; write `container: podman` (or docker) into "
                    ".footplate/config.yml, submit with --container, or name an image and a conda_file");
  }
  if (!container.empty() && (!environment.image.empty() || !environment.buildContext.empty()) &&
      os::findProgram(container).empty()) {
    return fail(ErrorCode::unavailable, "running in a container: there is no program " + container +
                                            " on PATH; install it or write `container: none`");
  }
  imageUnused |= container.empty() && !environment.image.empty();
  for (runner::RunPlan& step : plan.steps) {
    if (auto settled = settleEnvironment(step, request, imageUnused); !settled) return settled;
  }
  return {};
}

Result<runner::RunPlan> planKind(const PlanRequest& request) {
  const ide::Document& document = *request.document;
  if (document.kind == "commandJob") return planCommandJob(request);
  if (document.kind == "v1runconfig") return planRunconfig(request);
  const std::string doing = "planning " + document.path + ": ";
  if (document.kind.empty()) {
    return fail(ErrorCode::unsupported,
                doing + "it is no run configuration; a command job has a `command` and an `environment`");
  }
  if (document.kind == "v0runconfig") {
    return fail(ErrorCode::unsupported,
                doing + "this is a Workbench file of 2017, whose form is not run; say its " +
                    "script, arguments and packages as a command job");
  }
  return fail(
      ErrorCode::unsupported,
      doing + "this version runs command jobs and v1 run configurations, not the kind " + document.kind);
}

}  // namespace

Result<runner::RunPlan> plan(const PlanRequest& request) {
  auto planned = planKind(request);
  if (!planned) return planned;
  bool imageUnused = false;
  if (auto settled = settleEnvironment(*planned, request, imageUnused); !settled) return fail(settled.error());
  if (imageUnused && std::ranges::find(planned->notes, noContainer) == planned->notes.end())
    planned->notes.emplace_back(noContainer);
  return planned;
}

}  // namespace footplate::planner
