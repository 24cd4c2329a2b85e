// Where a run goes: `.footplate/compute/<name>.yml` of the project alone decides.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "planner/command_body.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// Sets the plan's compute and pool. `reference` is the text of a `compute:` ("azureml:cpu-cluster", a bare
// name, an ARM id), "" for local. One note where the name is not known here and the run goes to local.
// invalid for what cannot name a compute or a file that does not read, unsupported for a type that has no
// engine.
Result<void> chooseCompute(const std::string& reference, const BodyContext& context, runner::RunPlan& plan);

// Whether the run of a finished plan, or of its steps, can ever get its nodes: unsupported where not, and for
// a distribution that nothing here can start. Notes nodes that nothing runs on.
Result<void> checkPlaces(runner::RunPlan& plan);

// A compute that the project declares.
struct DeclaredCompute {
  runner::Pool pool;
  std::string type;     // as the file says it, lower case
  std::string problem;  // why no run can go there; "" where it can
  std::map<std::string, std::string> environmentVariables;
  std::string python;  // a name, or an absolute path
};

// notFound where the project has no such file, invalid when it does not read.
Result<DeclaredCompute> readCompute(const std::string& name, const std::string& root,
                                    const ide::Workspace& workspace);

// Names of the project's compute files, sorted.
std::vector<std::string> computeNames(const std::string& root, const ide::Workspace& workspace);

// The file that declares the compute of this name.
std::string computeFile(const std::string& root, const std::string& name);

// Letters, digits, '-', '_' and '.', not first: no path.
bool isComputeName(std::string_view name);

}  // namespace footplate::planner
