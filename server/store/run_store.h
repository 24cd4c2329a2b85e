// The runs of one project: a SQLite database in WAL mode.
//
// Every writing function is one short transaction (BEGIN IMMEDIATE, synchronous=FULL): it waits while another
// process writes, and what it reported is on the disk. A store written by a newer version is opened
// read-only; its writing functions answer conflict. One RunStore may be used from any thread; several
// processes may have the same open.
//
//   auto store = RunStore::open(root);                    // makes .footplate/
//   Run run; run.id = makeRunId(nowMs()); …
//   store->insert(run);
//   store->update(run.id, [](Run& r) { r.status = RunStatus::running; return Result<void>(); });
//   auto page = store->list({.experiment = "iris", .status = {RunStatus::completed}, .limit = 100});
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/run_record.h"
#include "store/where.h"

namespace footplate::store {

struct RunFilter {
  std::string experiment = {};
  std::vector<RunStatus> status = {};  // any of these; empty = all
  std::string parent = {};             // children of this run
  bool children = false;               // with `parent` empty: runs of every level, not only parents
  bool archived = false;               // archived ones too
  Where where = {};
  // By importance; runs without a key's value come last, equal ones newest first. Empty: newest first.
  std::vector<SortKey> order = {};
  std::int64_t limit = 50;
  std::string cursor = {};                    // RunPage::next of the page before, of the same filter
  std::vector<std::string> experiments = {};  // any of these; empty = all
  bool details = false;                       // inputs, properties and all that find() reads too
  bool positions = false;                     // fill RunPage::positions
  bool childCounts = true;                    // fill Run::children
};

struct RunPage {
  std::vector<Run> runs;
  std::string next;                    // "" = that was all
  std::vector<std::string> positions;  // of each run: the cursor that goes on behind it
};

struct ExperimentSummary {
  std::string name;
  std::int64_t runs = 0;  // parents only
  TimeMs newest = 0;
  std::int64_t unfinished = 0;
};

class RunStore {
 public:
  // A supervisor must be able to write its run's end, even into a store it knows less of; its runs' times
  // follow a clock that is set (clock_steps.h). Who repairs sets a
  // damaged database aside and begins a new one: for runner::openStore, which brings the runs back.
  enum class Mode { normal, supervisor, repair };

  // Makes what is missing, with .gitignore.
  static Result<RunStore> open(const std::string& root, Mode mode = Mode::normal);
  // notFound when the project has no store; makes nothing.
  static Result<RunStore> openExisting(const std::string& root, Mode mode = Mode::normal);

  RunStore(RunStore&&) noexcept;
  RunStore& operator=(RunStore&&) noexcept;
  ~RunStore();

  const std::string& root() const;
  const std::string& folder() const;  // where footplate.db, objects/ and runs/ are
  const std::string& databasePath() const;
  bool readOnly() const;
  Result<bool> hasRuns() const;
  // Things to tell the user once: "the store is of a newer version …", "… is on a network file system …".
  const std::vector<std::string>& notices() const;

  // conflict when the id is taken, usage when it is no id.
  Result<void> insert(const Run& run);

  // A whole run by id, unique prefix or "@last" (newest parent). notFound; usage when several fit, naming
  // them.
  Result<Run> find(std::string_view reference) const;
  Result<std::string> resolve(std::string_view reference) const;
  Result<RunPage> list(const RunFilter& filter) const;
  // The one with the newest run first.
  Result<std::vector<ExperimentSummary>> experiments(bool archived = false) const;
  // Of runs of every level, archived or not, by name.
  Result<std::vector<std::string>> experimentNames() const;
  // Ids of the runs without a terminal status, oldest first.
  Result<std::vector<std::string>> unfinished() const;

  // Reads the run, lets `change` edit it and writes it, all in one transaction; returns the run as written.
  // conflict when the status may not follow, or the error of `change`; then nothing is written. The metrics
  // are not written here, and id, created and parent stay. `started` and `ended` are set with the status when
  // missing.
  Result<Run> update(const std::string& id, const std::function<Result<void>(Run&)>& change);
  // Folds the points into the summaries. Allowed after the end too.
  Result<void> recordMetrics(const std::string& id, const std::vector<MetricPoint>& points);
  // Forgets the run (not its folder). conflict unless it has ended.
  Result<void> remove(const std::string& id);

  // Every snapshot that a run names; all ids, and those of runs that are more than one command: their plans
  // name others.
  struct SnapshotUse {
    std::set<std::string, std::less<>> hashes;
    std::set<std::string, std::less<>> runs;
    std::vector<std::string> composed;
  };
  // As if the runs `without` were gone.
  Result<SnapshotUse> snapshotsInUse(const std::set<std::string, std::less<>>& without = {}) const;

  // The number of the last change: what changesSince() begins with.
  Result<std::int64_t> version() const;
  // Ids of runs that changed after `version`, which is set to the present one; start with 0. Cheap when none
  // did.
  Result<std::vector<std::string>> changesSince(std::int64_t& version) const;

 private:
  struct State;
  explicit RunStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace footplate::store
