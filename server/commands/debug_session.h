// submit --debug: the run is started, and the answer waits until its Python listens for a debugger.
#pragma once

#include "base/result.h"
#include "commands/command.h"
#include "runner/engine.h"
#include "runner/run_plan.h"

namespace footplate::commands {

// {"run": …, "debug": {"host", "port", "path_mappings": [{"local_root", "remote_root"}]}}. unsupported for a
// pipeline; when the run ends before a Python of it listens, its record says why and there is no "debug".
Result<Outcome> submitForDebugger(runner::RunPlan plan, runner::Engine& engine, Session& session);

}  // namespace footplate::commands
