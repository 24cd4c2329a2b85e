// What somebody means by an environment: a hash, a file that defines one (environment or conda YAML), a job
// that uses one, or a name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "commands/command.h"
#include "runner/environments/environment.h"

namespace footplate::commands {

// Where environments are looked for, for the project that a session is in.
struct EnvironmentWorld {
  runner::EnvironmentContext context;
  std::string cache;
  std::vector<std::string> registries;  // the workspace's, the shared one

  const std::string& sharedRegistry() const { return registries[1]; }
};
Result<EnvironmentWorld> environmentWorld(const Session& session);
Result<EnvironmentWorld> environmentWorld(const Session& session, const std::string& root);
// Of every project of the session; never empty.
Result<std::vector<EnvironmentWorld>> environmentWorlds(const Session& session);

struct EnvironmentTarget {
  std::string hash;
  std::string name;
  std::optional<runner::EnvironmentSpec> spec;  // nothing for a hash
  std::optional<runner::ExpectedEnvironment> expected;
  const EnvironmentWorld* world = nullptr;  // of the project that it is looked for in
};

// One for most; a pipeline has those of its steps, each once. notFound when nothing is meant by it, invalid
// when its file does not read.
// Of several projects the one that the file is in counts, else the first that knows the name. The worlds must
// outlive the targets.
Result<std::vector<EnvironmentTarget>> environmentTargets(const std::string& name, const Session& session,
                                                          const std::vector<EnvironmentWorld>& worlds);

}  // namespace footplate::commands
