// A registry of environments: a folder of lock files and wheels, one entry a hash, never a venv.
//
//   REGISTRY/NAME/wheels/*.whl        what pip installs
//   REGISTRY/NAME/conda/              for an environment of conda's: explicit.txt and its packages
//   REGISTRY/NAME/footplate.json      the record: what it is, what was loosened
//   REGISTRY/NAME/lock                SHA-256 of every file above; written last
//
// The folder may be shared by people and machines and may be read only. Any thread, any process.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "runner/environments/environment_cache.h"

namespace footplate::runner {

// Completes an entry whose files are there.
Result<void> sealEntry(const std::string& entry, const EnvironmentRecord& record);

// The entry's record when it is whole and unchanged.
std::optional<EnvironmentRecord> checkedEntry(const std::string& entry);

// Copies a sealed entry to `registry` under the same name, by hard links where they can be made; an entry
// that is there stays. False when the folder cannot be written.
bool shareEntry(const std::string& entry, const std::string& registry);

}  // namespace footplate::runner
