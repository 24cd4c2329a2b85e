// delete: named runs with all their files; prune: the old, the large, all but the newest. Both take stored
// code that no run needs any more with them.
#include <algorithm>
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/clock.h"
#include "commands/byte_count.h"
#include "commands/project.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "runner/cut_off_runs.h"
#include "runner/run_files.h"
#include "runner/snapshots/collect_objects.h"
#include "store/where_values.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// For submits that are under way.
constexpr std::chrono::seconds shortPatience(5);
constexpr std::chrono::seconds longPatience(60);

struct Removal {
  std::string id;
  std::string reason;
  TimeMs created = 0;
  runner::FilesSize size;
};

runner::FilesSize sizeOfTree(const store::RunStore& store, const std::string& id) {
  runner::FilesSize total;
  const auto tree = runTree(store, id);
  if (!tree) return total;
  for (const store::Run& run : *tree) {
    const auto size = runner::removableSize(store, run.id);
    total.files += size.files;
    total.bytes += size.bytes;
  }
  return total;
}

// Snapshots that some of the runs name, to see whether any is needed no more.
std::set<std::string> snapshotsOf(const store::RunStore& store, const std::vector<Removal>& removals) {
  std::set<std::string> hashes;
  for (const Removal& removal : removals) {
    const auto tree = runTree(store, removal.id);
    if (!tree) continue;
    for (const store::Run& one : *tree) {
      const auto run = store.find(one.id);
      if (run && run->snapshot) hashes.insert(run->snapshot->hash);
    }
  }
  return hashes;
}

// {"removed", "bytes", "note"}; null where nothing was looked for.
json collect(const store::RunStore& store, std::chrono::seconds patience, const CancelToken& stop) {
  const auto collected = runner::collectObjects(store, patience, stop);
  if (collected) return {{"removed", collected->objects}, {"bytes", collected->bytes}, {"note", nullptr}};
  return {{"removed", 0}, {"bytes", 0}, {"note", collected.error().message}};
}

using Ids = std::set<std::string, std::less<>>;

// The runs with all below them.
Ids allOf(const store::RunStore& store, const std::vector<Removal>& removals) {
  Ids ids;
  for (const Removal& removal : removals) {
    ids.insert(removal.id);
    if (const auto tree = runTree(store, removal.id)) {
      for (const store::Run& run : *tree) ids.insert(run.id);
    }
  }
  return ids;
}

// What collect() would say once the runs are gone.
json collectable(const store::RunStore& store, const Ids& gone) {
  const auto objects = runner::collectableObjects(store, gone);
  if (objects) return {{"removed", objects->objects}, {"bytes", objects->bytes}, {"note", nullptr}};
  return {{"removed", 0}, {"bytes", 0}, {"note", objects.error().message}};
}

// Whether a snapshot of the removed runs has no other run.
bool isAnyUnused(const store::RunStore& store, const std::set<std::string>& snapshots, const Ids& gone = {}) {
  if (snapshots.empty()) return false;
  const auto use = store.snapshotsInUse(gone);
  return use && std::ranges::any_of(snapshots, [&](const auto& hash) { return !use->hashes.contains(hash); });
}

struct Wishes {
  bool dryRun = false;
  bool objects = false;  // look for files that no run needs, whatever is removed
};

// Removes them and says what came of it (DeleteResult).
Result<Outcome> removeAll(store::RunStore& store, std::vector<Removal> removals, Wishes wishes,
                          const Session& session) {
  json deleted = json::array();
  json kept = json::array();
  std::vector<Error> errors;
  std::uint64_t freed = 0;
  const auto snapshots = snapshotsOf(store, removals);
  const Ids gone = wishes.dryRun ? allOf(store, removals) : Ids();
  for (Removal& removal : removals) {
    if (session.cancel.stop_requested()) {
      return fail(ErrorCode::canceled, "deleting runs was interrupted after " +
                                           std::to_string(deleted.size()) + " of " +
                                           std::to_string(removals.size()));
    }
    if (!wishes.dryRun) {
      auto removed = runner::removeRun(store, removal.id);
      if (!removed && removals.size() == 1) return fail(removed.error());
      if (!removed) {
        errors.push_back(removed.error());
        continue;
      }
      removal.size = removed->freed;
      for (const std::string& asset : removed->keptAssets) kept.push_back(asset);
    }
    freed += removal.size.bytes;
    json one{{"id", removal.id}, {"created", formatTime(removal.created)}, {"bytes", removal.size.bytes}};
    if (!removal.reason.empty()) one["reason"] = removal.reason;
    deleted.push_back(std::move(one));
  }
  json objects;
  if (!wishes.dryRun) {
    runner::sweepRemoved(store);
    runner::removeCutOffRuns(store);
  }
  if (wishes.objects || isAnyUnused(store, snapshots, gone)) {
    objects = wishes.dryRun ? collectable(store, gone)
                            : collect(store, wishes.objects ? longPatience : shortPatience, session.cancel);
    freed += objects.at("bytes").get<std::uint64_t>();
  }
  Outcome outcome(json{{"deleted", std::move(deleted)},
                       {"freed", freed},
                       {"kept_assets", std::move(kept)},
                       {"objects", std::move(objects)},
                       {"dry_run", wishes.dryRun}});
  outcome.errors = std::move(errors);
  return outcome;
}

struct Limits {
  std::optional<TimeMs> before;         // created before
  std::optional<std::uint64_t> larger;  // bytes of one run
  std::optional<std::uint64_t> total;   // bytes of all that stay
  std::optional<std::int64_t> keep;     // how many stay
  bool empty() const { return !before && !larger && !total && !keep; }
};

Result<std::optional<std::uint64_t>> bytesAt(const json& parameters, const char* name) {
  const std::string text = parameters.value(name, "");
  if (text.empty()) return std::optional<std::uint64_t>();
  auto bytes = readByteCount(text);
  if (!bytes) return fail(bytes.error());
  return std::optional(*bytes);
}

Result<Limits> readLimits(const json& parameters) {
  Limits limits;
  if (const std::string age = parameters.value("older_than", ""); !age.empty()) {
    const auto seconds = store::readDuration(age);
    if (!seconds || *seconds < 0) {
      return fail(ErrorCode::usage, "pruning runs: '" + age + "' is no age; write 30d, 12h or 2w");
    }
    limits.before = nowMs() - static_cast<TimeMs>(std::min(*seconds, 1e10) * 1000);
  }
  auto larger = bytesAt(parameters, "larger_than");
  auto total = bytesAt(parameters, "keep_size");
  if (!larger) return fail(larger.error());
  if (!total) return fail(total.error());
  limits.larger = *larger;
  limits.total = *total;
  if (parameters.contains("keep")) limits.keep = parameters.at("keep").get<std::int64_t>();
  if (limits.keep && *limits.keep < 0) return fail(ErrorCode::usage, "pruning runs: --keep is at least 0");
  if (limits.empty() && !parameters.value("objects", false)) {
    return fail(ErrorCode::usage,
                "pruning runs: say which: --older-than 30d, --larger-than 5GB, --keep 100, --keep-size 50GB, "
                "or --objects alone");
  }
  return limits;
}

// Newest first; what has not ended stays, but is counted.
std::vector<Removal> choose(const store::RunStore& store, const std::vector<store::Run>& runs,
                            const Limits& limits) {
  std::vector<Removal> chosen;
  std::int64_t count = 0;
  std::uint64_t bytes = 0;
  for (const store::Run& run : runs) {
    const runner::FilesSize size = sizeOfTree(store, run.id);
    std::string reason;
    if (limits.keep && count >= *limits.keep) reason = "keep";
    if (limits.total && bytes + size.bytes > *limits.total) reason = "keep_size";
    if (limits.larger && size.bytes > *limits.larger) reason = "larger_than";
    if (limits.before && run.created < *limits.before) reason = "older_than";
    if (!reason.empty() && store::isTerminal(run.status)) {
      chosen.push_back({run.id, reason, run.created, size});
      continue;
    }
    ++count;
    bytes += size.bytes;
  }
  return chosen;
}

// Runs to delete in one store: a run that goes with another of them is none of its own.
Result<std::vector<Removal>> named(const store::RunStore& store, const std::vector<std::string>& ids,
                                   bool dryRun) {
  std::vector<Removal> removals;
  std::set<std::string> seen;
  std::set<std::string> below;  // a run that was named before or after
  for (const std::string& id : ids) {
    if (below.contains(id) || !seen.insert(id).second) continue;
    const auto tree = runTree(store, id);
    if (!tree) return fail(tree.error());
    for (const store::Run& run : *tree) {
      if (run.id != id) below.insert(run.id);
    }
    removals.push_back({id, "", tree->front().created, dryRun ? sizeOfTree(store, id) : runner::FilesSize{}});
  }
  std::erase_if(removals, [&](const Removal& one) { return below.contains(one.id); });
  return removals;
}

// The outcomes of several stores as one.
void join(Outcome& sum, Outcome more) {
  json& into = *sum.json;
  for (const char* list : {"deleted", "kept_assets"}) {
    for (json& entry : more.json->at(list)) into[list].push_back(std::move(entry));
  }
  into["freed"] = into["freed"].get<std::uint64_t>() + more.json->at("freed").get<std::uint64_t>();
  const json& objects = more.json->at("objects");
  if (into["objects"].is_null()) {
    into["objects"] = objects;
  } else if (objects.is_object()) {
    for (const char* count : {"removed", "bytes"})
      into["objects"][count] =
          into["objects"][count].get<std::uint64_t>() + objects.at(count).get<std::uint64_t>();
    if (into["objects"]["note"].is_null()) into["objects"]["note"] = objects.at("note");
  }
  for (Error& error : more.errors) sum.errors.push_back(std::move(error));
}

// What goes of each store, chosen for all before anything goes.
Result<Outcome> removeFromAll(ProjectStores& stores, Wishes wishes, const Session& session,
                              const std::function<Result<std::vector<Removal>>(store::RunStore&)>& choice) {
  std::vector<std::vector<Removal>> removals;
  for (store::RunStore& store : stores.all()) {
    auto chosen = choice(store);
    if (!chosen) return fail(chosen.error());
    removals.push_back(std::move(*chosen));
  }
  std::optional<Outcome> sum;
  for (std::size_t at = 0; at < removals.size(); ++at) {
    auto outcome = removeAll(stores.all()[at], std::move(removals[at]), wishes, session);
    if (!outcome) return outcome;
    if (!sum) {
      sum = std::move(*outcome);
    } else {
      join(*sum, std::move(*outcome));
    }
  }
  return std::move(*sum);
}

}  // namespace

Result<Outcome> runDelete(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto runs = namedRuns(parameters, *stores);
  if (!runs) return fail(runs.error());
  const bool dryRun = parameters.value("dry_run", false);
  return removeFromAll(*stores, {.dryRun = dryRun}, session, [&](store::RunStore& store) {
    std::vector<std::string> ids;
    for (const NamedRun& run : *runs) {
      if (run.store == &store) ids.push_back(run.id);
    }
    return named(store, ids, dryRun);
  });
}

// Of several projects each keeps its own newest.
Result<Outcome> runPrune(const json& parameters, Session& session) {
  const auto limits = readLimits(parameters);
  if (!limits) return fail(limits.error());
  auto condition = store::parseWhere(parameters.value("where", ""));
  if (!condition) return fail(condition.error());
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  store::RunFilter filter{.experiment = parameters.value("experiment", ""), .archived = true};
  filter.where = std::move(*condition);
  const Wishes wishes{parameters.value("dry_run", false), parameters.value("objects", false)};
  const auto choice = [&](store::RunStore& store) -> Result<std::vector<Removal>> {
    if (limits->empty()) return std::vector<Removal>();
    const auto runs = allRuns(store, filter);
    if (!runs) return fail(runs.error());
    return choose(store, *runs, *limits);
  };
  return removeFromAll(*stores, wishes, session, choice);
}

}  // namespace footplate::commands
