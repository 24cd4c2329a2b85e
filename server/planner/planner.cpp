#include "planner/planner.h"

#include "planner/command_job.h"
#include "planner/compute.h"
#include "planner/pipeline_job.h"
#include "planner/runconfig.h"

namespace footplate::planner {

namespace {

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
  return planned;
}

}  // namespace footplate::planner
