// footplate env prune: what goes of this user's cache.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.h"
#include "commands/environment_target.h"

namespace footplate::commands {

struct PruneWish {
  std::vector<std::string> names;  // of environments; then nothing else goes
  bool all = false;
  long olderThanDays = -1;                // since the last use; -1 = no limit
  std::optional<std::uint64_t> keepSize;  // of all that stays
  bool dryRun = false;
};

// Without a limit and without names: what no run that is still there has used. What a run that goes on has
// stays, always; `conflict` where it was named. PrunedEnvironments.
Result<Outcome> pruneCache(const PruneWish& wish, const std::vector<EnvironmentWorld>& worlds,
                           Session& session);

}  // namespace footplate::commands
