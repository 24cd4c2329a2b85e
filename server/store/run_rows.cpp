#include "store/run_rows.h"

#include <cmath>

#include "store/run_details.h"

namespace footplate::store {

namespace {

// The rows of several runs by one statement: its parameter is the list of seqs, its first column the run's
// place in that list.
std::string listOf(const std::vector<std::int64_t>& seqs) {
  std::string list = "[";
  for (const std::int64_t seq : seqs) list += std::to_string(seq) + ",";
  list.back() = ']';
  return list;
}

template <class Each>
void forRows(Database& database, std::string_view sql, std::string_view list, std::vector<Run>& runs,
             Each each) {
  Statement rows = database.prepare(sql);
  rows.bind(list);
  while (rows.step()) each(rows, runs[static_cast<std::size_t>(rows.integer(0))]);
}

void readColumns(const Statement& row, Run& run) {
  run.id = row.text(1);
  run.experiment = row.text(2);
  run.displayName = row.text(3);
  run.description = row.text(4);
  run.kind = row.text(5);
  run.status = parseStatus(row.text(6)).value_or(RunStatus::notResponding);
  run.compute = row.text(7);
  run.created = row.integer(8);
  if (!row.isNull(9)) run.started = row.integer(9);
  if (!row.isNull(10)) run.ended = row.integer(10);
  run.parent = row.text(11);
  run.archived = row.integer(12) != 0;
}

void readMetric(const Statement& row, Run& run) {
  run.metrics[row.text(1)] = {row.real(2),    row.real(3),    row.real(4),
                              row.integer(5), row.integer(6), row.integer(7)};
}

std::map<std::string, std::string> literalsOf(const Run& run) {
  std::map<std::string, std::string> literals;
  for (const RunInput& input : run.inputs) {
    if (input.type == "literal") literals.emplace(input.name, input.value);
  }
  return literals;
}

// `table` is "tags", "params" or "literals".
void writeTexts(Database& database, const std::string& table, std::int64_t seq,
                const std::map<std::string, std::string>& before,
                const std::map<std::string, std::string>& after) {
  if (before == after) return;
  for (const auto& [name, value] : before) {
    if (after.contains(name)) continue;
    database.prepare("DELETE FROM " + table + " WHERE run=? AND name=?").bind(seq).bind(name).run();
  }
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old != before.end() && old->second == value) continue;
    database.prepare("INSERT OR REPLACE INTO " + table + "(run,name,value) VALUES(?,?,?)")
        .bind(seq)
        .bind(name)
        .bind(value)
        .run();
  }
}

double foldExtreme(double known, double value, bool least) {
  if (std::isnan(known)) return value;
  if (std::isnan(value)) return known;
  return least ? std::min(known, value) : std::max(known, value);
}

}  // namespace

std::int64_t nextVersion(Database& database) {
  Statement next = database.prepare("UPDATE meta SET value=value+1 WHERE name='version' RETURNING value");
  const std::int64_t version = next.step() ? next.integer(0) : 0;
  next.run();
  return version;
}

std::int64_t presentVersion(Database& database) {
  Statement present = database.prepare("SELECT value FROM meta WHERE name='version'");
  return present.step() ? present.integer(0) : 0;
}

std::optional<std::int64_t> seqOf(Database& database, std::string_view id) {
  Statement row = database.prepare("SELECT seq FROM runs WHERE id=?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return row.integer(0);
}

std::vector<Run> readRuns(Database& database, const std::vector<std::int64_t>& seqs) {
  std::vector<Run> runs(seqs.size());
  if (seqs.empty()) return runs;
  const std::string list = listOf(seqs);
  std::size_t found = 0;
  forRows(database,
          "SELECT e.key,r.id,experiment,display_name,description,kind,status,compute,created,started,ended,"
          "r.parent,archived FROM json_each(?) e CROSS JOIN runs r ON seq=e.value",
          list, runs, [&](const Statement& row, Run& run) {
            readColumns(row, run);
            ++found;
          });
  if (found < seqs.size()) throw StoreFailure{{ErrorCode::notFound, "the run was removed meanwhile"}};
  const auto readTexts = [&](std::string_view sql, std::map<std::string, std::string> Run::* member) {
    forRows(database, sql, list, runs,
            [&](const Statement& row, Run& run) { (run.*member).emplace(row.text(1), row.text(2)); });
  };
  readTexts("SELECT e.key,name,t.value FROM json_each(?) e CROSS JOIN tags t ON run=e.value", &Run::tags);
  readTexts("SELECT e.key,name,p.value FROM json_each(?) e CROSS JOIN params p ON run=e.value", &Run::params);
  readTexts("SELECT e.key,name,l.value FROM json_each(?) e CROSS JOIN literals l ON run=e.value",
            &Run::literals);
  forRows(
      database,
      "SELECT e.key,name,last,min,max,step,time,count FROM json_each(?) e CROSS JOIN metrics ON run=e.value",
      list, runs, readMetric);
  return runs;
}

Run readRun(Database& database, std::int64_t seq) {
  return std::move(readRuns(database, {seq}).front());
}

void addDetails(Database& database, const std::vector<std::int64_t>& seqs, std::vector<Run>& runs) {
  if (seqs.empty()) return;
  forRows(database, "SELECT e.key,d.json FROM json_each(?) e CROSS JOIN details d ON run=e.value",
          listOf(seqs), runs, [](const Statement& row, Run& run) { detailsFromJson(row.text(1), run); });
}

void countChildren(Database& database, const std::vector<std::int64_t>& seqs, std::vector<Run>& runs) {
  if (seqs.empty()) return;
  forRows(database,
          "SELECT e.key,(SELECT count(*) FROM runs c WHERE c.parent=r.id) "
          "FROM json_each(?) e CROSS JOIN runs r ON r.seq=e.value",
          listOf(seqs), runs, [](const Statement& row, Run& run) { run.children = row.integer(1); });
}

std::string readDetails(Database& database, std::int64_t seq) {
  Statement row = database.prepare("SELECT json FROM details WHERE run=?");
  row.bind(seq);
  return row.step() ? row.text(0) : std::string();
}

void insertRun(Database& database, const Run& run) {
  const std::int64_t version = nextVersion(database);
  std::int64_t seq = 0;
  {
    Statement row = database.prepare(
        "INSERT INTO "
        "runs(id,experiment,display_name,description,kind,status,compute,created,started,ended,parent,"
        "archived,"
        "changed) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING seq");
    row.bind(run.id).bind(run.experiment).bind(run.displayName).bind(run.description).bind(run.kind);
    row.bind(std::string_view(statusName(run.status))).bind(run.compute).bind(run.created).bind(run.started);
    row.bind(run.ended).bind(run.parent).bind(std::int64_t{run.archived}).bind(version);
    if (row.step()) seq = row.integer(0);
    row.run();
  }
  database.prepare("INSERT INTO details(run,json) VALUES(?,?)").bind(seq).bind(detailsToJson(run, {})).run();
  writeTexts(database, "tags", seq, {}, run.tags);
  writeTexts(database, "params", seq, {}, run.params);
  writeTexts(database, "literals", seq, {}, literalsOf(run));
}

void writeRun(Database& database, std::int64_t seq, const Run& before, const Run& after) {
  {
    Statement row = database.prepare(
        "UPDATE runs SET "
        "experiment=?,display_name=?,description=?,kind=?,status=?,compute=?,started=?,ended=?,archived=?,"
        "changed=? WHERE seq=?");
    const std::int64_t version = nextVersion(database);
    row.bind(after.experiment).bind(after.displayName).bind(after.description).bind(after.kind);
    row.bind(std::string_view(statusName(after.status)))
        .bind(after.compute)
        .bind(after.started)
        .bind(after.ended);
    row.bind(std::int64_t{after.archived}).bind(version).bind(seq).run();
  }
  if (before.experiment != after.experiment) {
    database.prepare("UPDATE metrics SET experiment=? WHERE run=?").bind(after.experiment).bind(seq).run();
  }
  const std::string details = detailsToJson(after, readDetails(database, seq));
  database.prepare("INSERT OR REPLACE INTO details(run,json) VALUES(?,?)").bind(seq).bind(details).run();
  writeTexts(database, "tags", seq, before.tags, after.tags);
  writeTexts(database, "params", seq, before.params, after.params);
  writeTexts(database, "literals", seq, before.literals, literalsOf(after));
}

void touchRun(Database& database, std::int64_t seq) {
  const std::int64_t version = nextVersion(database);
  database.prepare("UPDATE runs SET changed=? WHERE seq=?").bind(version).bind(seq).run();
}

void foldMetric(Database& database, std::int64_t seq, const MetricPoint& point) {
  MetricSummary summary{point.value, point.value, point.value, point.step, point.time, 0};
  {
    Statement row =
        database.prepare("SELECT last,min,max,step,time,count FROM metrics WHERE run=? AND name=?");
    row.bind(seq).bind(point.name);
    if (row.step()) {
      // The last value is that of the highest step, then of the latest time, as MLflow has it.
      const bool older = std::pair(point.step, point.time) < std::pair(row.integer(3), row.integer(4));
      if (older) summary = {row.real(0), 0, 0, row.integer(3), row.integer(4), 0};
      summary.min = foldExtreme(row.real(1), point.value, true);
      summary.max = foldExtreme(row.real(2), point.value, false);
      summary.count = row.integer(5);
    }
  }
  Statement write = database.prepare(
      "INSERT OR REPLACE INTO metrics(run,name,last,min,max,step,time,count,experiment) "
      "SELECT seq,?,?,?,?,?,?,?,experiment FROM runs WHERE seq=?");
  write.bind(point.name).bind(summary.last).bind(summary.min).bind(summary.max);
  write.bind(summary.step).bind(summary.time).bind(summary.count + 1).bind(seq).run();
}

void removeRun(Database& database, std::int64_t seq, const std::string& id) {
  for (const char* sql : {"DELETE FROM tags WHERE run=?", "DELETE FROM params WHERE run=?",
                          "DELETE FROM literals WHERE run=?", "DELETE FROM metrics WHERE run=?",
                          "DELETE FROM details WHERE run=?", "DELETE FROM runs WHERE seq=?"}) {
    database.prepare(sql).bind(seq).run();
  }
  const std::int64_t version = nextVersion(database);
  database.prepare("INSERT INTO removed(id,changed) VALUES(?,?)").bind(id).bind(version).run();
}

}  // namespace footplate::store
