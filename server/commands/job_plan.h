// From a job file, and what the command line changes of it, to a checked plan: the same for submit, its dry
// run and run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "commands/command.h"
#include "runner/run_plan.h"

namespace footplate::commands {

// A job file and what is changed of it on the way.
struct GivenJob {
  std::string path;  // absolute
  std::vector<std::string> overrides;
  std::string compute;                                // "" = the file's
  std::string script;                                 // v1; "" = the file's
  std::optional<std::vector<std::string>> arguments;  // v1; nothing = the file's
  bool force = false;
  bool strict = false;
  bool retry = false;  // build an environment that is known to fail
};

// Says what the check remarks and what the plan notes. invalid when the file has errors (but what `force`
// lets pass), and the errors of planning.
Result<runner::RunPlan> planOf(const GivenJob& given, Session& session);

// As the plan was given. Relative paths of its overrides are of plan.given.folder: that is the session's
// then.
GivenJob givenAgain(const runner::RunPlan& plan);

// What submit and run have in common: file, set, force, strict_env, retry_env.
GivenJob givenJob(const nlohmann::json& parameters, const Session& session);

}  // namespace footplate::commands
