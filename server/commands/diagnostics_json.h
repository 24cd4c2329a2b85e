// The `validate --json` form of diagnostics (protocol/footplate.yaml: ValidatedFile).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "ide/document.h"
#include "ide/quickfixes/safe_fixes.h"
#include "schema/issue.h"

namespace footplate::commands {

nlohmann::json diagnosticsJson(const ide::Document& document, const std::vector<schema::Issue>& issues);
// The issues that were put right, each with the title of its repair.
nlohmann::json repairsJson(const std::vector<ide::Repair>& repairs);
// {"path", "kind", "diagnostics"} of a file that could not be read.
nlohmann::json unreadableFileJson(const std::string& path, const std::string& message);

}  // namespace footplate::commands
