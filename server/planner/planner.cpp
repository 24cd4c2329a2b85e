#include "planner/planner.h"

#include <algorithm>

#include "planner/command_job.h"
#include "planner/compute.h"
#include "planner/foreign_programs.h"
#include "planner/pipeline_job.h"
#include "planner/runconfig.h"

namespace footplate::planner {

namespace {

constexpr const char* noContainer = "no container is used: the image says no more than a Python version";

// What was asked of environments, for the plan and all its steps. A build context needs a container, which
// is known before anything starts.
Result<void> settleEnvironment(runner::RunPlan& plan, const PlanRequest& request, bool& imageUnused) {
  runner::EnvironmentSpec& environment = plan.environment;
  environment.retry = request.retryEnvironment;
  if (!environment.buildContext.empty()) {
    const std::string name = environment.name.empty() ? environment.buildContext : environment.name;
    return fail(ErrorCode::unsupported, "preparing the environment " + name +
                                            ": a build context needs a container engine, which this version "
                                            "does not use; name an image and a conda_file instead");
  }
  imageUnused |= !environment.image.empty();
  for (runner::RunPlan& step : plan.steps) {
    if (auto settled = settleEnvironment(step, request, imageUnused); !settled) return settled;
  }
  return {};
}

Result<runner::RunPlan> planDocument(const PlanRequest& request) {
  const ide::Document& document = *request.document;
  if (document.kind == "commandJob") return planCommandJob(request);
  if (document.kind == "pipelineJob") return planPipelineJob(request);
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
      doing + "this version runs command jobs, pipelines of them and v1 run configurations, not the kind " +
          document.kind);
}

}  // namespace

Result<runner::RunPlan> plan(const PlanRequest& request) {
  auto planned = planDocument(request);
  if (!planned) return planned;
  if (auto good = checkPlaces(*planned); !good) {
    return fail(good.error().code, "planning " + request.document->path + ": " + good.error().message);
  }
  if (auto good = checkPrograms(*planned); !good) {
    return fail(good.error().code, "planning " + request.document->path + ": " + good.error().message);
  }
  if (const std::size_t count = request.document->yaml().documents().size(); count > 1) {
    planned->notes.push_back("the file has " + std::to_string(count) +
                             " documents, of which the first alone is run");
  }
  bool imageUnused = false;
  if (auto settled = settleEnvironment(*planned, request, imageUnused); !settled)
    return fail(settled.error());
  if (imageUnused && std::ranges::find(planned->notes, noContainer) == planned->notes.end())
    planned->notes.emplace_back(noContainer);
  return planned;
}

}  // namespace footplate::planner
