// The Python a job runs in: found by hash, or built once, then covered by a private overlay for each run.
//
// Order of search: built in the user's cache, the workspace registry, the shared registry, then a build. A
// registry holds lock files and wheels, never a venv: the venv is made at its final place
// (<cache>/envs/<hash>). Waiters for one hash, in any process, build once; a build that failed is remembered
// with its reason until the definition changes or somebody asks to try again.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/run_plan.h"
#include "store/run_record.h"

namespace footplate::runner {

struct PreparedEnvironment {
  std::string hash;
  std::string how;      // "interpreter", "cached", "workspace registry", "shared registry", "built"
  std::string python;   // absolute path of the base interpreter
  std::string version;  // "3.11"
  std::string site;     // folder with the environment's packages, "" when it has none
  std::string bin;      // folder with its scripts, "" when it has none
  std::vector<store::Substitution> substitutions;
  std::string conda;                             // prefix of an environment of conda's, else ""
  bool systemSite = false;                       // the interpreter's own packages are seen too
  std::map<std::string, std::string> variables;  // that the definition sets for its jobs
};

struct EnvironmentContext {
  std::string root;         // project root
  std::string cacheFolder;  // "" = store::userCacheFolder()
  LocalSettings settings;
  std::function<void(std::string_view)> say;  // progress, one line at a time; may be empty
  std::string run = {};                       // that uses it, "" for none
};

// Name of the environment: what it is made of (environment_definition.h), the platform and the interpreter's
// ABI.
std::string environmentHash(const EnvironmentSpec& spec, const std::string& pythonAbi,
                            const std::string& maker = "pip");

// Finds or builds. `unavailable` with the installer's words when a package cannot be had; the same again,
// without a build, while the definition stays (but with spec.retry).
Result<PreparedEnvironment> prepareEnvironment(const EnvironmentSpec& spec, const EnvironmentContext& context,
                                               CancelToken stop);

// What prepareEnvironment would do now; nothing is built or installed.
struct ExpectedEnvironment {
  std::string hash;
  std::string how;  // as PreparedEnvironment, "build" where nothing is there yet, "failed"
  std::string python;
  std::string version;
  std::vector<std::string> requirements;  // as pip reads them
};
Result<ExpectedEnvironment> expectEnvironment(const EnvironmentSpec& spec, const EnvironmentContext& context);

// The workspace registry and the shared one.
std::vector<std::string> registriesOf(const EnvironmentContext& context);

}  // namespace footplate::runner
