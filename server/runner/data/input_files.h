// Where the data a job names lies on this machine, and whether it can be had at all. Any thread.
#pragma once

#include <string>

#include "base/result.h"
#include "runner/run_plan.h"

namespace footplate::runner {

// The place that the longest fitting prefix of `mirrors:` gives a text; "" where none fits.
std::string mirrorOf(const std::string& reference, const LocalSettings& settings);

// The absolute path that a path, file: URI, mirrored address, azureml://datastores/D/paths/P or
// azureml://jobs/R/outputs/O means on this machine, whether something is there or not; "" for what would have
// to be fetched or is not known.
std::string localPlace(const std::string& reference, const std::string& root, const LocalSettings& settings);

// Says before a job starts that its data cannot be had: notFound where nothing is there, unsupported for an
// address nothing here reads, naming the input and the line of config.yml that would help. Nothing is
// fetched.
Result<void> checkInput(const PlanInput& input, const std::string& root, const LocalSettings& settings);

}  // namespace footplate::runner
