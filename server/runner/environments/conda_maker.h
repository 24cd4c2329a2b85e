// Environments made by conda's family: micromamba, mamba or conda, whichever is found first.
//
// The packages of conda alone; a definition's pip part is installed into the result as everywhere else
// (environment_build.h). What was installed is kept for the registry: the exact list and, where the tool has
// kept them, the packages, so that the same environment can be made again without a channel.
#pragma once

#include <optional>
#include <string>

#include "base/cancel.h"
#include "runner/environments/build_log.h"
#include "runner/environments/environment_build.h"
#include "runner/run_plan.h"

namespace footplate::runner {

struct CondaTool {
  std::string path;
  std::string name;  // "micromamba", "mamba", "conda"
};

// By $MAMBA_EXE, PATH, $CONDA_EXE; nothing when there is none or FOOTPLATE_CONDA=off.
std::optional<CondaTool> findConda();

// Makes the environment in `prefix` and its list and packages in `entry`/conda.
tl::expected<void, BuildFailure> makeConda(const CondaTool& tool, const EnvironmentSpec& spec,
                                           const std::string& prefix, const std::string& entry,
                                           const std::string& cache, BuildLog& log, const CancelToken& stop);

// The same from an entry of a registry.
tl::expected<void, BuildFailure> restoreConda(const CondaTool& tool, const std::string& entry,
                                              const std::string& prefix, const std::string& cache,
                                              BuildLog& log, const CancelToken& stop);

}  // namespace footplate::runner
