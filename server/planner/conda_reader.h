// A conda file's dependency list as plain text lines.
#pragma once

#include <string>

#include "base/result.h"
#include "ide/workspace.h"
#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

// Fills dependencies, channels, variables and pip of `spec` from a conda definition; lines of "-r FILE" come
// in its place, relative to `folder`. `file` is where it stands, for remarks that name a line; "" for none.
// notFound for a requirements file that is missing.
Result<void> readConda(yaml::Node definition, const std::string& folder, const ide::Workspace& workspace,
                       runner::EnvironmentSpec& spec, const std::string& file = "");

// The same of a file. `invalid` naming file and line when it is not YAML.
Result<void> readCondaFile(const std::string& path, const ide::Workspace& workspace,
                           runner::EnvironmentSpec& spec);

}  // namespace footplate::planner
