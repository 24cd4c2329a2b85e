#include "planner/planner.h"

#include "planner/command_job.h"
#include "planner/pipeline_job.h"

namespace footplate::planner {

Result<runner::RunPlan> plan(const PlanRequest& request) {
  const ide::Document& document = *request.document;
  if (document.kind == "commandJob") return planCommandJob(request);
  if (document.kind == "pipelineJob") return planPipelineJob(request);
  const std::string doing = "planning " + document.path + ": ";
  if (document.kind.empty()) {
    return fail(ErrorCode::unsupported,
                doing + "it is no run configuration; a command job has a `command` and an `environment`");
  }
  return fail(ErrorCode::unsupported,
              doing + "this version runs command jobs and pipelines of them, not the kind " + document.kind);
}

}  // namespace footplate::planner
