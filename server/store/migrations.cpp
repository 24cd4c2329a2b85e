#include "store/migrations.h"

#include <array>
#include <string>

namespace footplate::store {

namespace {

// `changed` numbers the writes: changesSince() asks for what is above the last one seen. The first index
// serves experiments and lists of one; the second those of one status; the partial one the search for
// unfinished runs.
constexpr const char* version1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES('version', 0);
CREATE TABLE runs(
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  experiment TEXT NOT NULL,
  display_name TEXT NOT NULL,
  description TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  compute TEXT NOT NULL,
  created INTEGER NOT NULL,
  started INTEGER,
  ended INTEGER,
  parent TEXT NOT NULL,
  archived INTEGER NOT NULL,
  changed INTEGER NOT NULL);
CREATE INDEX runs_newest ON runs(parent, created, seq);
CREATE INDEX runs_experiment ON runs(parent, experiment, created, seq);
CREATE INDEX runs_status ON runs(parent, status, created, seq);
CREATE INDEX runs_experiment_status ON runs(parent, experiment, status, created, seq);
CREATE INDEX runs_all ON runs(created, seq);
CREATE INDEX runs_changed ON runs(changed);
CREATE INDEX runs_unfinished ON runs(created) WHERE status NOT IN ('Completed','Failed','Canceled');
CREATE TABLE details(run INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE tags(run INTEGER, name TEXT, value TEXT NOT NULL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE params(run INTEGER, name TEXT, value TEXT NOT NULL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE metrics(
  run INTEGER, name TEXT, last REAL, min REAL, max REAL, step INTEGER NOT NULL, time INTEGER NOT NULL,
  count INTEGER NOT NULL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE INDEX metrics_value ON metrics(name, last);
CREATE TABLE removed(id TEXT NOT NULL, changed INTEGER NOT NULL);
CREATE INDEX removed_changed ON removed(changed);
)sql";

// A metric knows its run's experiment, so that the best runs of one are found without looking at the others';
// the longer indexes answer "how many fit" by themselves.
constexpr const char* version2 = R"sql(
ALTER TABLE metrics ADD COLUMN experiment TEXT NOT NULL DEFAULT '';
UPDATE metrics SET experiment=(SELECT r.experiment FROM runs r WHERE r.seq=run);
CREATE INDEX metrics_experiment ON metrics(name, experiment, last);
CREATE INDEX runs_count ON runs(parent, experiment, status, archived);
CREATE INDEX runs_count_status ON runs(parent, status, archived);
)sql";

// Literal inputs, so that a list can be filtered by what a job was given as by what it logged.
constexpr const char* version3 = R"sql(
CREATE TABLE literals(run INTEGER, name TEXT, value TEXT NOT NULL, PRIMARY KEY(run, name)) WITHOUT ROWID;
INSERT OR IGNORE INTO literals
  SELECT d.run, json_extract(i.value,'$.name'), json_extract(i.value,'$.value')
  FROM details d, json_each(CASE WHEN json_valid(d.json) THEN d.json ELSE '{}' END, '$.inputs') i
  WHERE json_extract(i.value,'$.type')='literal' AND json_extract(i.value,'$.name') IS NOT NULL
    AND json_extract(i.value,'$.value') IS NOT NULL;
)sql";

// Registered assets; `seq` is their age.
constexpr const char* version4 = R"sql(
CREATE TABLE assets(
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  type TEXT NOT NULL,
  description TEXT NOT NULL,
  path TEXT NOT NULL,
  source TEXT NOT NULL,
  run TEXT NOT NULL,
  created INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  UNIQUE(kind, name, version));
CREATE INDEX assets_run ON assets(run) WHERE run<>'';
)sql";

// No table: from here on objects may lie in packs (object_pack.h). A program that does not know them would
// find code missing; so it reads only, and says that this store is newer.
constexpr const char* version5 = "INSERT OR IGNORE INTO meta VALUES('packs', 1);";

// Runs of every level of one experiment, newest first: what MLflow's clients search.
constexpr const char* version6 =
    "CREATE INDEX IF NOT EXISTS runs_every_level ON runs(experiment, created, seq);";

constexpr std::array migrations{version1, version2, version3, version4, version5, version6};

}  // namespace

std::int64_t newestVersion() {
  return static_cast<std::int64_t>(migrations.size());
}

void migrate(Database& database) {
  while (database.pragma("user_version") < newestVersion()) {
    Transaction transaction(database);
    // Another process may have done this step between the look and the lock.
    const std::int64_t version = database.pragma("user_version");
    if (version >= newestVersion()) return;
    database.execute(migrations[static_cast<std::size_t>(version)]);
    database.execute(("PRAGMA user_version=" + std::to_string(version + 1)).c_str());
    transaction.commit();
  }
}

}  // namespace footplate::store
