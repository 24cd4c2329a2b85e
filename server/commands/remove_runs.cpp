// delete: named runs with all their files; prune: the old, the large, all but the newest.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/clock.h"
#include "commands/byte_count.h"
#include "commands/project.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "runner/run_files.h"
#include "store/run_folder.h"
#include "store/where_values.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

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
    const auto size = runner::sizeOf(store::RunFolder(store.folder(), run.id).path());
    total.files += size.files;
    total.bytes += size.bytes;
  }
  return total;
}

// Removes them and says what came of it: {"deleted": […], "freed": bytes, "dry_run": bool}.
Result<Outcome> removeAll(store::RunStore& store, std::vector<Removal> removals, bool dryRun,
                          const Session& session) {
  json deleted = json::array();
  std::vector<Error> errors;
  std::uint64_t freed = 0;
  for (Removal& removal : removals) {
    if (session.cancel.stop_requested()) return fail(ErrorCode::canceled, "deleting runs was interrupted");
    if (!dryRun) {
      auto removed = runner::removeRun(store, removal.id);
      if (!removed && removals.size() == 1) return fail(removed.error());
      if (!removed) {
        errors.push_back(removed.error());
        continue;
      }
      removal.size = *removed;
    }
    freed += removal.size.bytes;
    json one{{"id", removal.id}, {"created", formatTime(removal.created)}, {"bytes", removal.size.bytes}};
    if (!removal.reason.empty()) one["reason"] = removal.reason;
    deleted.push_back(std::move(one));
  }
  if (!dryRun) runner::sweepRemoved(store);
  Outcome outcome(json{{"deleted", std::move(deleted)}, {"freed", freed}, {"dry_run", dryRun}});
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
  if (limits.empty()) {
    return fail(
        ErrorCode::usage,
        "pruning runs: say which: --older-than 30d, --larger-than 5GB, --keep 100 or --keep-size 50GB");
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

}  // namespace

Result<Outcome> runDelete(const json& parameters, Session& session) {
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  const auto ids = namedRuns(parameters, *store);
  if (!ids) return fail(ids.error());
  const bool dryRun = parameters.value("dry_run", false);
  std::vector<Removal> removals;
  std::set<std::string> gone;  // with a run that stands before it
  for (const std::string& id : *ids) {
    if (gone.contains(id)) continue;
    const auto tree = runTree(*store, id);
    if (!tree) return fail(tree.error());
    for (const store::Run& run : *tree) gone.insert(run.id);
    removals.push_back(
        {id, "", tree->front().created, dryRun ? sizeOfTree(*store, id) : runner::FilesSize{}});
  }
  std::erase_if(removals, [&](const Removal& one) {
    const auto run = store->find(one.id);
    return run &&
           std::ranges::any_of(removals, [&](const Removal& other) { return other.id == run->parent; });
  });
  return removeAll(*store, std::move(removals), dryRun, session);
}

Result<Outcome> runPrune(const json& parameters, Session& session) {
  const auto limits = readLimits(parameters);
  if (!limits) return fail(limits.error());
  auto condition = store::parseWhere(parameters.value("where", ""));
  if (!condition) return fail(condition.error());
  auto store = openProjectStore(session);
  if (!store) return fail(store.error());
  store::RunFilter filter{.experiment = parameters.value("experiment", ""), .archived = true};
  filter.where = std::move(*condition);
  const auto runs = allRuns(*store, filter);
  if (!runs) return fail(runs.error());
  return removeAll(*store, choose(*store, *runs, *limits), parameters.value("dry_run", false), session);
}

}  // namespace footplate::commands
