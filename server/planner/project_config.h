// .footplate/config.yml: what the project says of its data, registries and this machine.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "ide/workspace.h"
#include "runner/run_plan.h"

namespace footplate::planner {

struct ProjectConfig {
  runner::LocalSettings local;  // paths made absolute
};

// The defaults where there is no file; invalid error naming file and line when it does not read, unsupported
// when it asks for a container.
Result<ProjectConfig> readProjectConfig(const std::string& root, const ide::Workspace& workspace);

}  // namespace footplate::planner
