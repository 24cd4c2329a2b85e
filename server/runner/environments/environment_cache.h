// The environments of this user's cache: where each lies and what is known of it.
//
//   <cache>/envs/NAME/               the venv, at its final place (NAME is the first half of the hash)
//   <cache>/envs/NAME/footplate.json its record; written last, so a venv without it does not count
//   <cache>/envs/NAME.lock           held by who builds it
//   <cache>/envs/NAME.log            what the installers said, as they said it
//   <cache>/envs/NAME.runs           who used it: a project and a run a line
//   <cache>/envs/NAME.building.json  what is being built, while the lock is held
//   <cache>/envs/NAME.failed.json    why the last build failed; gone with the next that succeeds
//
// Free functions; any thread, any process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "runner/environments/cache_uses.h"
#include "store/run_record.h"

namespace footplate::runner {

struct EnvironmentRecord {
  std::string hash;
  std::string name;  // as the definition that was built first names it
  std::string image;
  std::string how;    // as PreparedEnvironment::how when it was made
  std::string maker;  // "pip", "conda"
  std::string python;
  std::string version;
  std::vector<std::string> requirements;
  std::vector<store::Substitution> substitutions;
  std::string definition;  // what the hash was taken of
  TimeMs created = 0;
  std::string reason;  // of a failed build
};

// <cache>/envs. Text only.
std::string environmentsFolder(const std::string& cache);

// Where the files of one hash are. Text only.
struct EnvironmentPlaces {
  std::string venv;
  std::string record;
  std::string lock;
  std::string log;
  std::string building;
  std::string failure;
  std::string uses;
};
EnvironmentPlaces environmentPlaces(const std::string& cache, const std::string& hash);
// The folder name of a hash, here and in registries.
std::string environmentFolderName(const std::string& hash);

std::optional<EnvironmentRecord> readEnvironmentRecord(const std::string& file);
Result<void> writeEnvironmentRecord(const std::string& file, const EnvironmentRecord& record);

enum class EnvironmentState { ready, building, failed, registered };
const char* stateName(EnvironmentState state);

struct KnownEnvironment {
  EnvironmentRecord record;
  EnvironmentState state = EnvironmentState::ready;
  std::string path;                // the venv, or the registry's entry
  std::string log;                 // "" where there is none
  std::uint64_t bytes = 0;         // on disk, without what is shared by hard links elsewhere
  std::optional<TimeMs> lastUsed;  // by a run
  std::vector<CacheUse> uses;      // by runs that are still there, newest first
};

// Folder names of the hashes that the cache knows, without looking further.
std::vector<std::string> environmentNames(const std::string& cache);

// All of the cache, and of `registries` those that are nowhere else; newest first. Sizes are counted.
std::vector<KnownEnvironment> knownEnvironments(const std::string& cache,
                                                const std::vector<std::string>& registries);

// Removes the venv, its log, its failure and the shared registry's entry. `conflict` while it is
// being built, or a run that goes on has it.
Result<void> removeEnvironment(const std::string& cache, const std::string& hash,
                               const std::vector<std::string>& registries);

// Notes that it is used now, and by which run where there is one.
void touchEnvironment(const EnvironmentPlaces& places, const CacheUse& use);

}  // namespace footplate::runner
