// `submit --dry-run`: what a submit would do, with nothing stored, built or started.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/run_plan.h"

namespace footplate::commands {

// {"dry_run": {…}} (protocol/footplate.yaml: DryRunResult). Secrets are masked.
Result<nlohmann::json> dryRun(const runner::RunPlan& plan, CancelToken stop);

}  // namespace footplate::commands
