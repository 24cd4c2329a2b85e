// A run as the JSON of `list` and `show` (protocol/footplate.yaml: RunSummary, Run). Secrets are masked.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "store/run_record.h"

namespace footplate::commands {

// JSON has no NaN and no infinity: they are words.
nlohmann::json numberJson(double value);
// What the job logged, and its literal inputs of other names.
nlohmann::json paramsJson(const store::Run& run);
// id, experiment, display_name, kind, status, compute, created, started, ended, parent, tags, params,
// metrics, and archived where it is true.
nlohmann::json runSummaryJson(const store::Run& run);
// The same and inputs, outputs, environment, snapshot, phases, exit_code, signal, error, description, file.
nlohmann::json runJson(const store::Run& run);

}  // namespace footplate::commands
