// From a checked document to the plan an engine runs; one file per kind of job (command_job.cpp).
// Pure but for reading files through the workspace; any thread.
#pragma once

#include <string>

#include "base/result.h"
#include "ide/document.h"
#include "ide/workspace.h"
#include "runner/run_plan.h"

namespace footplate::planner {

struct PlanRequest {
  const ide::Document* document = nullptr;
  const ide::Workspace* workspace = nullptr;
  std::string root;  // project root
  bool strictEnvironment = false;
  std::string compute = {};       // of every step of a pipeline, whatever the file says; "" = the file's
  bool retryEnvironment = false;  // build again what is known to fail
};

// unsupported for a kind that cannot run, naming it; the errors of reading what the document names.
Result<runner::RunPlan> plan(const PlanRequest& request);

}  // namespace footplate::planner
