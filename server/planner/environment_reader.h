// What a job's `environment:` means on this machine: packages and a Python version, read from environment and
// conda YAML or from the curated names that ship with us (schemas/curated/).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "ide/workspace.h"
#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

struct EnvironmentRequest {
  yaml::Node node;     // the value of `environment:`, string or mapping; may be missing
  std::string folder;  // that relative paths in it start from
  std::string root;    // project whose environment files may be named
  const ide::Workspace* workspace = nullptr;
  std::string file = {};  // that `node` stands in, for remarks that name a line
};

// `notFound` for a name that neither the project nor the curated list knows, naming the nearest one and the
// way out; `unsupported` for one of another registry or that cannot be had here;
// `invalid` naming file and line when a conda or environment file does not read.
Result<runner::EnvironmentSpec> readEnvironment(const EnvironmentRequest& request);

// The curated environment behind a full or short reference ("azureml://registries/azureml/environments/
// sklearn-1.5/labels/latest", "azureml:AzureML-sklearn-1.0:3"); notFound when it is none of ours.
Result<runner::EnvironmentSpec> curatedEnvironment(std::string_view reference);

}  // namespace footplate::planner
