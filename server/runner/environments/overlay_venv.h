// A venv over a built one, written by hand: `python -m venv` would cost more than the rest of a start.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "runner/environments/environment.h"
#include "runner/environments/interpreter.h"

namespace footplate::runner {

// What pip is made of in the interpreter's site-packages, sorted: "pip", "pip-24.0.dist-info". Empty without
// pip.
std::vector<std::string> pipParts(const Interpreter& python);

// Makes the venv `folder`, and `tools` beside it with links to the interpreter's pip.
Result<void> makeOverlayVenv(const PreparedEnvironment& base, const Interpreter& python,
                             const std::string& folder);

}  // namespace footplate::runner
