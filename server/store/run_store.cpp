#include "store/run_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "base/fs.h"
#include "base/path.h"
#include "os/lock_file.h"
#include "os/machine.h"
#include "store/clock_steps.h"
#include "store/damaged.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/opening_problem.h"
#include "store/run_details.h"
#include "store/run_rows.h"
#include "store/store_folder.h"
#include "store/unwritable.h"

namespace footplate::store {

struct RunStore::State {
  std::string root;
  std::string folder;
  std::vector<std::string> notices;
  bool readOnly = false;
  std::unique_ptr<Database> database;
  std::optional<ClockSteps> clock;  // of a supervisor
  std::mutex mutex;

  // Runs `work` alone on the connection; what SQLite threw becomes the result's error.
  template <class Work>
  auto guarded(Work work) -> decltype(work(*database)) {
    const std::lock_guard guard(mutex);
    database->mendSharedIndex();
    try {
      return work(*database);
    } catch (const StoreFailure& failure) {
      return fail(failure.error);
    }
  }

  template <class Work>
  auto writing(Work work) -> decltype(work(*database)) {
    if (readOnly) {
      return fail(ErrorCode::conflict, notices.empty()
                                           ? "the runs of " + root + " cannot be changed: they are read-only"
                                           : notices.back());
    }
    return guarded(std::move(work));
  }
};

namespace {

Error noSuchRun(std::string_view reference) {
  return {ErrorCode::notFound,
          "there is no run '" + std::string(reference) + "'; `footplate list` names them"};
}

// Several processes may open a project for the first time at once: one makes the database, the others wait.
void prepare(Database& database, const std::string& folder) {
  Result<os::LockFile> lock = os::LockFile::lock(folder + "/migrate.lock");
  if (!lock) throw StoreFailure{lock.error()};
  const std::string path = folder + "/footplate.db";
  if (isEmptied(path)) {
    const std::string reason =
        "using the run database " + path + ": the file is damaged, nothing is left in it";
    throw StoreFailure{{ErrorCode::unavailable, reason}, true};
  }
  database.execute("PRAGMA journal_mode=WAL");
  migrate(database);
}

std::unique_ptr<Database> openDatabase(const std::string& folder, bool& readOnly) {
  const std::string path = folder + "/footplate.db";
  readOnly = ::access(folder.c_str(), W_OK) != 0 || (fileExists(path) && ::access(path.c_str(), W_OK) != 0);
  auto database =
      readOnly ? openUnwritable(path) : std::make_unique<Database>(path, Database::Access::create);
  if (!readOnly) {
    database->execute("PRAGMA synchronous=FULL");
    if (database->pragma("user_version") < newestVersion()) prepare(*database, folder);
  }
  database->execute("PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY");
  return database;
}

// A damaged database is set aside and a new one made; who opens the store brings the runs back.
std::unique_ptr<Database> openOrReplace(const std::string& folder, bool& readOnly,
                                        std::vector<std::string>& notices) {
  try {
    return openDatabase(folder, readOnly);
  } catch (const StoreFailure& failure) {
    if (!failure.damaged || readOnly) throw;
    const auto kept = setDamagedAside(folder);
    if (!kept) throw StoreFailure{kept.error()};
    if (!kept->empty()) {
      notices.push_back("the run database was damaged and is kept as " + *kept +
                        "; the runs were brought back from their folders");
    }
    return openDatabase(folder, readOnly);
  }
}

void setTimes(Run& run) {
  const TimeMs now = nowMs();
  if (run.status == RunStatus::running && !run.started) run.started = now;
  if (!isTerminal(run.status)) return;
  if (!run.ended) run.ended = now;
  enterPhase(run, "", *run.ended);
}

std::string oneOf(Database& database, std::string_view reference) {
  if (reference == "@last") {
    Statement row = database.prepare(
        "SELECT id FROM runs WHERE parent='' AND archived=0 ORDER BY created DESC,seq DESC LIMIT 1");
    if (row.step()) return row.text(0);
    const bool isEmpty = !database.prepare("SELECT 1 FROM runs LIMIT 1").step();
    throw StoreFailure{{ErrorCode::notFound, isEmpty
                                                 ? "there is no run yet; `footplate submit FILE` makes one"
                                                 : "every run is archived; name one by its id, which "
                                                   "`footplate list --archived` has"}};
  }
  if (seqOf(database, reference)) return std::string(reference);
  if (!isValidRunId(reference)) throw StoreFailure{noSuchRun(reference)};
  Statement rows = database.prepare("SELECT id FROM runs WHERE id>=? AND id<? ORDER BY id LIMIT 6");
  rows.bind(reference).bind(std::string(reference) + "\x7f");
  std::vector<std::string> found;
  while (rows.step()) found.push_back(rows.text(0));
  if (found.empty()) throw StoreFailure{noSuchRun(reference)};
  if (found.size() == 1) return found[0];
  std::string names = found[0];
  for (std::size_t at = 1; at < std::min<std::size_t>(found.size(), 5); ++at) names += ", " + found[at];
  if (found.size() > 5) names += ", …";
  throw StoreFailure{{ErrorCode::usage, "'" + std::string(reference) +
                                            "' is the beginning of several runs: " + names +
                                            "; give more of the one you mean"}};
}

std::int64_t seqOrFail(Database& database, std::string_view id) {
  const std::optional<std::int64_t> seq = seqOf(database, id);
  if (!seq) throw StoreFailure{noSuchRun(id)};
  return *seq;
}

}  // namespace

RunStore::RunStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore& RunStore::operator=(RunStore&&) noexcept = default;
RunStore::~RunStore() = default;

Result<RunStore> RunStore::open(const std::string& root, Mode mode) {
  if (!folderExists(root))
    return fail(ErrorCode::notFound, "opening the runs of " + root + ": there is no such folder");
  const StoreFolder folder = storeFolder(root);
  if (!fileExists(folder.path + "/footplate.db")) {
    if (auto made = makeStoreFolder(root, folder); !made) return fail(made.error());
  }
  auto state = std::make_unique<State>();
  state->root = normalizePath(root);
  state->folder = folder.path;
  if (!folder.notice.empty()) state->notices.push_back(folder.notice);
  if (mode == Mode::supervisor) state->clock.emplace();
  try {
    state->database = mode == Mode::repair ? openOrReplace(folder.path, state->readOnly, state->notices)
                                           : openDatabase(folder.path, state->readOnly);
    if (state->readOnly)
      state->notices.push_back("the runs of " + root + " can only be read: no right to write in " +
                               folder.path);
    if (state->database->pragma("user_version") > newestVersion() && mode != Mode::supervisor) {
      state->readOnly = true;
      state->notices.push_back(
          "the runs of " + root +
          " were written by a newer footplate and can only be read by this one; update footplate to "
          "submit or change runs");
    }
  } catch (const StoreFailure& failure) {
    return fail(failure.error);
  }
  return RunStore(std::move(state));
}

Result<RunStore> RunStore::openExisting(const std::string& root, Mode mode) {
  const std::string folder = storeFolder(root).path;
  const bool mayMake = mode == Mode::repair && folderExists(folder + "/runs");
  if (!fileExists(folder + "/footplate.db") && !mayMake) {
    if (const std::string closed = closedFolder(folder + "/footplate.db"); !closed.empty())
      return fail(ErrorCode::unavailable, "looking for runs: " + closed);
    return fail(ErrorCode::notFound,
                "there are no runs in " + root + " yet; `footplate submit FILE` makes the first");
  }
  return open(root, mode);
}

const std::string& RunStore::root() const {
  return state_->root;
}
const std::string& RunStore::folder() const {
  return state_->folder;
}
const std::string& RunStore::databasePath() const {
  return state_->database->path();
}
bool RunStore::readOnly() const {
  return state_->readOnly;
}
Result<bool> RunStore::hasRuns() const {
  return state_->guarded([](Database& database) -> Result<bool> {
    Statement row = database.prepare("SELECT EXISTS(SELECT 1 FROM runs)");
    return row.step() && row.integer(0) != 0;
  });
}
const std::vector<std::string>& RunStore::notices() const {
  return state_->notices;
}

Result<void> RunStore::insert(const Run& run) {
  if (!isValidRunId(run.id)) {
    return fail(ErrorCode::usage, "'" + run.id +
                                      "' is no run name: use letters, digits, '_' and '-', at most 255, "
                                      "beginning with a letter or digit");
  }
  return state_->writing([&](Database& database) -> Result<void> {
    Transaction transaction(database);
    if (seqOf(database, run.id)) {
      return fail(ErrorCode::conflict,
                  "there is a run '" + run.id + "' already; choose another name, or none");
    }
    insertRun(database, run);
    transaction.commit();
    return {};
  });
}

Result<std::string> RunStore::resolve(std::string_view reference) const {
  return state_->guarded(
      [&](Database& database) -> Result<std::string> { return oneOf(database, reference); });
}

Result<Run> RunStore::find(std::string_view reference) const {
  return state_->guarded([&](Database& database) -> Result<Run> {
    const ReadTransaction view(database);
    const std::int64_t seq = seqOrFail(database, oneOf(database, reference));
    Run run = readRun(database, seq);
    detailsFromJson(readDetails(database, seq), run);
    return run;
  });
}

Result<RunPage> RunStore::list(const RunFilter& filter) const {
  return state_->guarded([&](Database& database) -> Result<RunPage> {
    const ReadTransaction view(database);
    SeqPage selected = selectPage(database, filter);
    RunPage page{readRuns(database, selected.seqs), std::move(selected.next), std::move(selected.positions)};
    if (filter.details) addDetails(database, selected.seqs, page.runs);
    if (filter.childCounts) countChildren(database, selected.seqs, page.runs);
    return page;
  });
}

Result<std::vector<ExperimentSummary>> RunStore::experiments(bool archived) const {
  return state_->guarded([&](Database& database) -> Result<std::vector<ExperimentSummary>> {
    const ReadTransaction view(database);
    std::vector<ExperimentSummary> result;
    {
      // Counted by an index alone; the newest of each by another.
      Statement rows = database.prepare(
          "SELECT experiment,count(*),sum(status NOT IN ('Completed','Failed','Canceled')) FROM runs "
          "WHERE parent='' AND archived<=? GROUP BY experiment");
      rows.bind(std::int64_t{archived});
      while (rows.step()) result.push_back({rows.text(0), rows.integer(1), 0, rows.integer(2)});
    }
    for (ExperimentSummary& one : result) {
      Statement row = database.prepare(
          "SELECT created FROM runs WHERE parent='' AND experiment=? AND archived<=? "
          "ORDER BY created DESC,seq DESC LIMIT 1");
      row.bind(one.name).bind(std::int64_t{archived});
      if (row.step()) one.newest = row.integer(0);
    }
    std::ranges::sort(result, [](const ExperimentSummary& a, const ExperimentSummary& b) {
      return std::pair(-a.newest, a.name) < std::pair(-b.newest, b.name);
    });
    return result;
  });
}

Result<std::vector<std::string>> RunStore::experimentNames() const {
  return state_->guarded([](Database& database) -> Result<std::vector<std::string>> {
    // From each name to the next one by the index, whatever the number of runs between.
    Statement rows = database.prepare(
        "WITH RECURSIVE names(name) AS (SELECT min(experiment) FROM runs UNION ALL "
        "SELECT (SELECT min(experiment) FROM runs WHERE experiment>name) FROM names WHERE name IS NOT NULL) "
        "SELECT name FROM names WHERE name IS NOT NULL");
    std::vector<std::string> names;
    while (rows.step()) names.push_back(rows.text(0));
    return names;
  });
}

Result<std::vector<std::string>> RunStore::unfinished() const {
  return state_->guarded([](Database& database) -> Result<std::vector<std::string>> {
    std::vector<std::string> ids;
    Statement rows = database.prepare(
        "SELECT id FROM runs WHERE status NOT IN ('Completed','Failed','Canceled') ORDER BY created");
    while (rows.step()) ids.push_back(rows.text(0));
    return ids;
  });
}

Result<RunStore::SnapshotUse> RunStore::snapshotsInUse(
    const std::set<std::string, std::less<>>& without) const {
  return state_->guarded([&without](Database& database) -> Result<SnapshotUse> {
    const ReadTransaction view(database);
    SnapshotUse use;
    Statement hashes = database.prepare(
        "SELECT DISTINCT json_extract(json,'$.snapshot.hash'),id FROM details JOIN runs ON seq=run "
        "WHERE json_valid(json)");
    while (hashes.step()) {
      if (!hashes.isNull(0) && !without.contains(hashes.text(1))) use.hashes.insert(hashes.text(0));
    }
    Statement ids = database.prepare("SELECT id,kind<>'command' FROM runs");
    while (ids.step()) {
      if (without.contains(ids.text(0))) continue;
      if (ids.integer(1) != 0) use.composed.push_back(ids.text(0));
      use.runs.insert(ids.text(0));
    }
    return use;
  });
}

Result<Run> RunStore::update(const std::string& id, const std::function<Result<void>(Run&)>& change) {
  return state_->writing([&](Database& database) -> Result<Run> {
    Transaction transaction(database);
    const std::int64_t seq = seqOrFail(database, id);
    Run before = readRun(database, seq);
    Run after = before;
    detailsFromJson(readDetails(database, seq), after);
    if (state_->clock) state_->clock->follow(after, nowMs(), os::sinceStartMs());
    if (auto changed = change(after); !changed) return fail(changed.error());
    if (!mayFollow(before.status, after.status)) {
      return fail(ErrorCode::conflict, "run " + id + " is " + statusName(before.status) +
                                           " and cannot become " + statusName(after.status));
    }
    after.id = before.id;
    after.created = before.created;
    after.parent = before.parent;
    after.metrics = before.metrics;
    setTimes(after);
    writeRun(database, seq, before, after);
    transaction.commit();
    return after;
  });
}

Result<void> RunStore::recordMetrics(const std::string& id, const std::vector<MetricPoint>& points) {
  if (points.empty()) return {};
  return state_->writing([&](Database& database) -> Result<void> {
    Transaction transaction(database);
    const std::int64_t seq = seqOrFail(database, id);
    for (const MetricPoint& point : points) foldMetric(database, seq, point);
    touchRun(database, seq);
    transaction.commit();
    return {};
  });
}

Result<void> RunStore::remove(const std::string& id) {
  return state_->writing([&](Database& database) -> Result<void> {
    Transaction transaction(database);
    const std::int64_t seq = seqOrFail(database, id);
    const Run run = readRun(database, seq);
    if (!isTerminal(run.status)) {
      return fail(ErrorCode::conflict,
                  "run " + id + " is " + statusName(run.status) + "; cancel it before deleting it");
    }
    removeRun(database, seq, id);
    transaction.commit();
    return {};
  });
}

Result<std::int64_t> RunStore::version() const {
  return state_->guarded([](Database& database) -> Result<std::int64_t> { return presentVersion(database); });
}

Result<std::vector<std::string>> RunStore::changesSince(std::int64_t& version) const {
  return state_->guarded([&](Database& database) -> Result<std::vector<std::string>> {
    std::vector<std::string> ids;
    const ReadTransaction view(database);
    const std::int64_t present = presentVersion(database);
    if (present == version) return ids;
    for (const char* sql : {"SELECT id FROM runs WHERE changed>? ORDER BY changed",
                            "SELECT id FROM removed WHERE changed>? ORDER BY changed"}) {
      Statement rows = database.prepare(sql);
      rows.bind(version);
      while (rows.step()) ids.push_back(rows.text(0));
    }
    version = present;
    return ids;
  });
}

}  // namespace footplate::store
