// Which runs a page holds. Newest first: one indexed look a status, merged. By a metric there are two ways,
// and which is short depends on how many runs fit: few (found out by a bounded count) are fetched and sorted;
// many are met soon by walking the metric's index in its order.
#include <algorithm>
#include <charconv>
#include <cstdio>

#include "base/strings.h"
#include "store/run_rows.h"
#include "store/where.h"

namespace footplate::store {

namespace {

// Where the two ways cost the same for 100 of 100,000 runs, and for 100 of one experiment's.
constexpr std::int64_t fewRuns = 3000;
constexpr std::int64_t fewRunsOfExperiment = 700;

// Where the page before ended: its last key (time, or metric) and seq.
struct Cursor {
  std::int64_t created = 0;
  double metric = 0;
  std::int64_t seq = 0;
};

template <class T>
bool readAll(std::string_view text, T& value) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size() && !text.empty();
}

std::optional<Cursor> readCursor(const RunFilter& filter) {
  if (filter.cursor.empty()) return std::nullopt;
  const std::vector<std::string> parts = split(filter.cursor, '_');
  Cursor cursor;
  const bool byMetric = !filter.sortMetric.empty();
  const bool good = parts.size() == 3 && parts[0] == (byMetric ? "m" : "t") &&
                    (byMetric ? readAll(std::string_view(parts[1]), cursor.metric)
                              : readAll(std::string_view(parts[1]), cursor.created)) &&
                    readAll(std::string_view(parts[2]), cursor.seq);
  if (!good) {
    throw StoreFailure{{ErrorCode::usage,
                        "listing runs: '" + filter.cursor + "' is no cursor of such a list, leave it out"}};
  }
  return cursor;
}

std::string metricCursor(double value, std::int64_t seq) {
  char text[64];
  std::snprintf(text, sizeof text, "m_%.17g_%lld", value, static_cast<long long>(seq));
  return text;
}

// The conditions on r but the status, and their values in the same order.
std::string baseSql(const RunFilter& filter) {
  std::string sql;
  if (!filter.parent.empty() || !filter.children) sql += " AND r.parent=?";
  if (!filter.experiment.empty()) sql += " AND r.experiment=?";
  if (!filter.archived) sql += " AND r.archived=0";
  return sql + whereSql(filter.where);
}

void bindBase(Statement& statement, const RunFilter& filter) {
  if (!filter.parent.empty() || !filter.children) statement.bind(filter.parent);
  if (!filter.experiment.empty()) statement.bind(filter.experiment);
  bindWhere(statement, filter.where);
}

std::string statusSql(std::size_t count) {
  if (count == 0) return {};
  std::string sql = " AND r.status IN (?";
  for (std::size_t more = 1; more < count; ++more) sql += ",?";
  return sql + ")";
}

void bindStatuses(Statement& statement, const RunFilter& filter) {
  for (const RunStatus status : filter.status) statement.bind(std::string_view(statusName(status)));
}

using Found = std::pair<std::int64_t, std::int64_t>;  // created, seq

void selectNewest(Database& database, const RunFilter& filter, const RunStatus* status,
                  const std::optional<Cursor>& cursor, std::vector<Found>& into) {
  std::string sql = "SELECT r.created,r.seq FROM runs r WHERE 1" + baseSql(filter);
  if (status != nullptr) sql += " AND r.status=?";
  if (cursor) sql += " AND (r.created,r.seq)<(?,?)";
  Statement rows = database.prepare(sql + " ORDER BY r.created DESC,r.seq DESC LIMIT ?");
  bindBase(rows, filter);
  if (status != nullptr) rows.bind(std::string_view(statusName(*status)));
  if (cursor) rows.bind(cursor->created).bind(cursor->seq);
  rows.bind(filter.limit + 1);
  while (rows.step()) into.emplace_back(rows.integer(0), rows.integer(1));
}

SeqPage newestPage(Database& database, const RunFilter& filter) {
  const std::optional<Cursor> cursor = readCursor(filter);
  std::vector<Found> found;
  if (filter.status.empty()) selectNewest(database, filter, nullptr, cursor, found);
  for (const RunStatus& status : filter.status) selectNewest(database, filter, &status, cursor, found);
  std::sort(found.begin(), found.end(), std::greater<>());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  SeqPage page;
  const std::size_t limit = static_cast<std::size_t>(filter.limit);
  for (std::size_t at = 0; at < std::min(found.size(), limit); ++at) page.seqs.push_back(found[at].second);
  if (found.size() > limit) {
    page.next = "t_" + std::to_string(found[limit - 1].first) + "_" + std::to_string(found[limit - 1].second);
  }
  return page;
}

bool areFew(Database& database, const RunFilter& filter) {
  Statement count = database.prepare("SELECT count(*) FROM (SELECT 1 FROM runs r WHERE 1" + baseSql(filter) +
                                     statusSql(filter.status.size()) + " LIMIT ?)");
  bindBase(count, filter);
  bindStatuses(count, filter);
  const std::int64_t few = filter.experiment.empty() ? fewRuns : fewRunsOfExperiment;
  count.bind(few);
  return count.step() && count.integer(0) < few;
}

SeqPage metricPage(Database& database, const RunFilter& filter) {
  const std::optional<Cursor> cursor = readCursor(filter);
  const std::string order = filter.ascending ? "" : " DESC";
  // CROSS JOIN keeps the order of the loops.
  const bool few = areFew(database, filter);
  std::string sql =
      few ? "SELECT m.last,r.seq FROM runs r CROSS JOIN metrics m WHERE m.run=r.seq AND m.name=?"
          : "SELECT m.last,r.seq FROM metrics m CROSS JOIN runs r WHERE r.seq=m.run AND m.name=?";
  if (!filter.experiment.empty()) sql += " AND m.experiment=?";
  sql += " AND m.last IS NOT NULL" + baseSql(filter) + statusSql(filter.status.size());
  if (cursor) sql += std::string(" AND (m.last,m.run)") + (filter.ascending ? ">" : "<") + "(?,?)";
  sql += " ORDER BY m.last" + order + ",m.run" + order + " LIMIT ?";
  Statement rows = database.prepare(sql);
  rows.bind(filter.sortMetric);
  if (!filter.experiment.empty()) rows.bind(filter.experiment);
  bindBase(rows, filter);
  bindStatuses(rows, filter);
  if (cursor) rows.bind(cursor->metric).bind(cursor->seq);
  rows.bind(filter.limit + 1);
  SeqPage page;
  double last = 0;
  while (rows.step()) {
    if (page.seqs.size() == static_cast<std::size_t>(filter.limit)) {
      page.next = metricCursor(last, page.seqs.back());
      break;
    }
    last = rows.real(0);
    page.seqs.push_back(rows.integer(1));
  }
  return page;
}

}  // namespace

SeqPage selectPage(Database& database, const RunFilter& filter) {
  if (filter.limit <= 0) throw StoreFailure{{ErrorCode::usage, "listing runs: the limit must be at least 1"}};
  return filter.sortMetric.empty() ? newestPage(database, filter) : metricPage(database, filter);
}

}  // namespace footplate::store
