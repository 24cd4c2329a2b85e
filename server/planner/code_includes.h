// What a component is sent: its code and what is put beside it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ide/document.h"
#include "ide/workspace.h"
#include "planner/component.h"
#include "runner/snapshots/code_source.h"

namespace footplate::planner {

// Absolute paths of its `additional_includes` and of the file beside it. notFound for what is not there,
// unsupported for what only the service can fetch or pack.
Result<std::vector<std::string>> readIncludes(const Component& component, const ide::Workspace& workspace);

// The code of a component's own file, with what it is sent beside it; empty for none. unsupported for a
// pipeline component, whose steps have their code each, and the errors above.
Result<runner::CodeSource> readComponentCode(const ide::Document& document, const ide::Workspace& workspace);

}  // namespace footplate::planner
