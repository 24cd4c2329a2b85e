// What a component is sent beside its code.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ide/workspace.h"
#include "planner/component.h"

namespace footplate::planner {

// Absolute paths of its `additional_includes` and of the file beside it. notFound for what is not there,
// unsupported for what only the service can fetch or pack.
Result<std::vector<std::string>> readIncludes(const Component& component, const ide::Workspace& workspace);

}  // namespace footplate::planner
