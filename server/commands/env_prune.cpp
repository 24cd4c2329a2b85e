#include "commands/env_prune.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/mask.h"
#include "runner/data/download_cache.h"
#include "runner/environments/cache_leftovers.h"
#include "runner/environments/environment.h"
#include "runner/environments/environment_cache.h"
#include "runner/environments/folder_size.h"

namespace footplate::commands {

using nlohmann::json;
using runner::EnvironmentState;

namespace {

constexpr TimeMs dayMs = 86'400'000;

// One environment or one download of the cache.
struct Entry {
  std::string key;   // what removes it: a hash, a download's name
  std::string name;  // for people: an environment's name, an address
  bool isDownload = false;
  std::uint64_t bytes = 0;
  TimeMs lastUsed = 0;
  bool isUnused = false;  // by every run that is still there
  bool isHeld = false;    // a run that goes on has it
};

// Registries of the cache that all projects of this user share: a project's own is left alone.
std::vector<std::string> sharedRegistriesOf(const std::vector<EnvironmentWorld>& worlds) {
  std::vector<std::string> registries;
  for (const EnvironmentWorld& world : worlds) registries.push_back(world.sharedRegistry());
  std::ranges::sort(registries);
  registries.erase(std::unique(registries.begin(), registries.end()), registries.end());
  return registries;
}

std::vector<Entry> environmentsIn(const std::string& cache, const std::vector<std::string>& registries) {
  std::vector<Entry> entries;
  for (const runner::KnownEnvironment& known : runner::knownEnvironments(cache, registries)) {
    if (known.state == EnvironmentState::building) continue;
    Entry entry{known.record.hash, known.record.name, false, known.bytes,
                known.lastUsed.value_or(known.record.created)};
    if (known.state != EnvironmentState::registered) {
      for (const std::string& registry : registries)
        entry.bytes += runner::bytesBelow(registry + "/" + runner::environmentFolderName(known.record.hash));
    }
    entry.isUnused = known.uses.empty() || known.state == EnvironmentState::failed;
    entry.isHeld = runner::goesOn(known.uses);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<Entry> downloadsIn(const std::string& cache) {
  std::vector<Entry> entries;
  for (const runner::KnownDownload& known : runner::knownDownloads(cache)) {
    entries.push_back({known.name, known.address.empty() ? known.path : known.address, true, known.bytes,
                       known.lastUsed, known.uses.empty(), runner::goesOn(known.uses)});
  }
  return entries;
}

// Which entries of the cache a wish means.
std::vector<Entry> chosen(const PruneWish& wish, std::vector<Entry> entries) {
  std::ranges::stable_sort(entries, std::ranges::greater(), &Entry::lastUsed);
  const bool limited = wish.olderThanDays >= 0 || wish.keepSize;
  const TimeMs now = nowMs();
  std::uint64_t kept = 0;
  std::vector<Entry> going;
  for (Entry& entry : entries) {
    const bool old = wish.olderThanDays >= 0 && (now - entry.lastUsed) / dayMs >= wish.olderThanDays;
    const bool much = wish.keepSize && kept + entry.bytes > *wish.keepSize;
    const bool goes = limited ? old || much : wish.all || entry.isUnused;
    if (goes && !entry.isHeld) {
      going.push_back(std::move(entry));
    } else {
      kept += entry.bytes;
    }
  }
  return going;
}

Result<std::vector<Entry>> named(const PruneWish& wish, const std::vector<EnvironmentWorld>& worlds,
                                 Session& session, std::vector<Entry> entries) {
  std::vector<std::string> hashes;
  for (const std::string& name : wish.names) {
    auto targets = environmentTargets(name, session, worlds);
    if (!targets) return fail(targets.error());
    for (const EnvironmentTarget& target : *targets) hashes.push_back(target.hash);
  }
  std::erase_if(entries, [&](const Entry& entry) {
    return entry.isDownload || std::ranges::find(hashes, entry.key) == hashes.end();
  });
  const auto held = std::ranges::find_if(entries, &Entry::isHeld);
  if (held == entries.end()) return entries;
  return fail(ErrorCode::conflict,
              "removing the environment " + held->key.substr(0, 12) + ": a run that goes on has it");
}

Result<bool> remove(const Entry& entry, const std::string& cache,
                    const std::vector<std::string>& registries) {
  auto gone = entry.isDownload ? runner::removeDownload(cache, entry.key)
                               : runner::removeEnvironment(cache, entry.key, registries);
  if (!gone && gone.error().code == ErrorCode::conflict) return false;  // somebody has begun to use it
  if (!gone) return fail(gone.error());
  return true;
}

// What was cut off goes with every wish but one by name; a day is for what has a lock of no kind.
json clearLeftovers(const PruneWish& wish, const std::string& cache,
                    const std::vector<std::string>& registries) {
  json told{{"count", 0}, {"bytes", 0}};
  if (!wish.names.empty()) return told;
  const auto leftovers = runner::findLeftovers(cache, registries, nowMs() - dayMs);
  std::uint64_t bytes = 0;
  for (const runner::Leftover& one : leftovers) bytes += one.bytes;
  told["count"] = wish.dryRun ? leftovers.size() : runner::removeLeftovers(cache, leftovers);
  told["bytes"] = bytes;
  return told;
}

}  // namespace

Result<Outcome> pruneCache(const PruneWish& wish, const std::vector<EnvironmentWorld>& worlds,
                           Session& session) {
  const std::string& cache = worlds.front().cache;
  const std::vector<std::string> registries = sharedRegistriesOf(worlds);
  std::vector<Entry> entries = environmentsIn(cache, registries);
  for (Entry& download : downloadsIn(cache)) entries.push_back(std::move(download));
  auto going = wish.names.empty() ? Result<std::vector<Entry>>(chosen(wish, std::move(entries)))
                                  : named(wish, worlds, session, std::move(entries));
  if (!going) return fail(going.error());
  json removed = json::array();
  json downloads = json::array();
  std::uint64_t bytes = 0;
  for (const Entry& entry : *going) {
    if (session.cancel.stop_requested())
      return fail(ErrorCode::canceled, "pruning the cache was interrupted");
    if (!wish.dryRun) {
      auto gone = remove(entry, cache, registries);
      if (!gone) return fail(gone.error());
      if (!*gone) continue;
    }
    if (entry.isDownload) {
      downloads.push_back({{"address", maskSecrets(entry.name)}, {"bytes", entry.bytes}});
    } else {
      removed.push_back({{"name", entry.name}, {"hash", entry.key}, {"bytes", entry.bytes}});
    }
    bytes += entry.bytes;
  }
  json leftovers = clearLeftovers(wish, cache, registries);
  bytes += leftovers.at("bytes").get<std::uint64_t>();
  return Outcome(json{{"removed", std::move(removed)},
                      {"downloads", std::move(downloads)},
                      {"leftovers", std::move(leftovers)},
                      {"bytes", bytes},
                      {"dry_run", wish.dryRun}});
}

}  // namespace footplate::commands
