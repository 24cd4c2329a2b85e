// A run as the JSON of `list` and `show` (protocol/footplate.yaml: RunSummary, Run). Secrets are masked.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "store/run_record.h"

namespace footplate::commands {

// id, experiment, display_name, kind, status, compute, created, started, ended, parent, tags, params,
// metrics.
nlohmann::json runSummaryJson(const store::Run& run);
// The same and inputs, outputs, environment, snapshot, phases, exit_code, signal, error.
nlohmann::json runJson(const store::Run& run);

}  // namespace footplate::commands
