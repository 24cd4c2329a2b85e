// Which runs a page holds. Newest first: one indexed look a slice (an experiment and a status), merged. By a
// metric there are two ways, and which is short depends on how many runs fit: few (found out by a bounded
// count) are fetched and sorted; many, and those of a small experiment, are met soon by walking the metric's
// index in its order. Any other order looks at every run that fits.
#include <algorithm>
#include <functional>

#include "store/run_rows.h"
#include "store/run_slices.h"

namespace footplate::store {

namespace {

// Where the two ways cost the same for 100 of 100,000 runs, and for 100 of one experiment's.
constexpr std::int64_t fewRuns = 3000;
constexpr std::int64_t fewRunsOfExperiment = 700;

using Found = std::pair<std::int64_t, std::int64_t>;  // created, seq

Sql::Bind valueOf(const Statement& row, int column) {
  switch (row.type(column)) {
    case Statement::Type::null:
      return std::monostate{};
    case Statement::Type::integer:
      return row.integer(column);
    case Statement::Type::real:
      return row.real(column);
    default:
      return row.text(column);
  }
}

class Pager {
 public:
  Pager(Database& database, const RunFilter& filter)
      : database_(database),
        cursor_(readCursor(filter.cursor)),
        query_(filter, presentOf(cursor_)),
        limit_(filter.limit),
        positions_(filter.positions) {}

  SeqPage page() {
    if (query_.isByTime()) return byTime();
    if (query_.isByOneMetric()) return byMetric();
    return byColumns();
  }

 private:
  // Durations of runs that go on grow meanwhile: all pages of a list are of the moment of its first one.
  static TimeMs presentOf(const std::optional<Cursor>& cursor) {
    const bool hasMoment = cursor && cursor->kind == 'k' && !cursor->values.empty();
    const auto* moment = hasMoment ? std::get_if<std::int64_t>(&cursor->values.back()) : nullptr;
    return moment != nullptr ? *moment : nowMs();
  }

  // The cursor's values where it is of this kind and length; none for a first page.
  const std::vector<Sql::Bind>* cursorOf(char kind, std::size_t count) const {
    if (!cursor_ || cursor_->kind != kind) return nullptr;
    if (cursor_->values.size() != count) throw badCursor();
    return &cursor_->values;
  }

  Sql selectNewest(const Slice& slice, const Sql& more, const std::vector<Sql::Bind>* after,
                   bool ascending) const {
    Sql sql{"SELECT r.created,r.seq FROM runs r WHERE ", {}};
    sql.add(query_.conditions(slice)).add(more);
    if (after != nullptr) {
      sql.add(ascending ? " AND (r.created,r.seq)>(" : " AND (r.created,r.seq)<(");
      sql.value(after->at(0)).add(",").value(after->at(1)).add(")");
    }
    sql.add(ascending ? " ORDER BY r.created,r.seq" : " ORDER BY r.created DESC,r.seq DESC").add(" LIMIT ");
    return sql.value(limit_ + 1);
  }

  std::vector<Found> newest(const Sql& more, const std::vector<Sql::Bind>* after, bool ascending) {
    std::vector<Found> found;
    for (const Slice& slice : query_.slices()) {
      const Sql sql = selectNewest(slice, more, after, ascending);
      Statement rows = database_.prepare(sql.text);
      sql.bindTo(rows);
      while (rows.step()) found.emplace_back(rows.integer(0), rows.integer(1));
    }
    if (ascending) {
      std::sort(found.begin(), found.end());
    } else {
      std::sort(found.begin(), found.end(), std::greater<>());
    }
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  // The run whose keys are last_.
  void add(SeqPage& page, std::int64_t seq, char kind) const {
    page.seqs.push_back(seq);
    if (positions_) page.positions.push_back(writeCursor(kind, last_));
  }

  // Fills the page from `found`, up to the limit.
  void take(SeqPage& page, const std::vector<Found>& found, char kind) const {
    for (const auto& [created, seq] : found) {
      if (static_cast<std::int64_t>(page.seqs.size()) == limit_) {
        page.next = writeCursor(kind, last_);
        return;
      }
      last_ = {created, seq};
      add(page, seq, kind);
    }
  }

  SeqPage byTime() {
    if (cursor_ && cursor_->kind != 't') throw badCursor();
    SeqPage page;
    take(page, newest({}, cursorOf('t', 2), query_.isOldestFirst()), 't');
    return page;
  }

  bool fewer(const Sql& conditions) {
    Sql sql{"SELECT count(*) FROM (SELECT 1 FROM runs r WHERE ", {}};
    const std::int64_t few = query_.experiments().size() == 1 ? fewRunsOfExperiment : fewRuns;
    sql.add(conditions).add(" LIMIT ").value(few).add(")");
    Statement count = database_.prepare(sql.text);
    sql.bindTo(count);
    return count.step() && count.integer(0) < few;
  }

  // Whether to fetch and sort what fits instead of walking the metric's index. The slice alone is counted by
  // an index; what the filter leaves of it is looked at run by run.
  bool areFew() {
    // The index has no more of a small experiment than its runs, and is left when the page is full.
    if (query_.isOfOneExperiment() && fewer(Sql{"r.experiment=", {}}.value(query_.experiments().front())))
      return false;
    const Slice slice = query_.wholeSlice();
    return fewer(query_.sliceConditions(slice)) || (query_.isFiltered() && fewer(query_.conditions(slice)));
  }

  Sql selectByMetric(bool ascending) {
    const std::string& metric = query_.order().front().field.name;
    // CROSS JOIN keeps the order of the loops.
    Sql sql{areFew() ? "SELECT m.last,r.seq FROM runs r CROSS JOIN metrics m WHERE m.run=r.seq AND m.name="
                     : "SELECT m.last,r.seq FROM metrics m CROSS JOIN runs r WHERE r.seq=m.run AND m.name=",
            {}};
    sql.value(metric);
    if (query_.experiments().size() == 1) sql.add(" AND m.experiment=").value(query_.experiments().front());
    sql.add(" AND m.last IS NOT NULL AND ").add(query_.conditions(query_.wholeSlice()));
    if (const auto* after = cursorOf('m', 2)) {
      sql.add(ascending ? " AND (m.last,m.run)>(" : " AND (m.last,m.run)<(");
      sql.value(after->at(0)).add(",").value(after->at(1)).add(")");
    }
    sql.add(ascending ? " ORDER BY m.last,m.run LIMIT " : " ORDER BY m.last DESC,m.run DESC LIMIT ");
    return sql.value(limit_ + 1);
  }

  // First the runs that have the metric, then the others, newest first.
  SeqPage byMetric() {
    if (cursor_ && cursor_->kind != 'm' && cursor_->kind != 'n') throw badCursor();
    SeqPage page;
    if (!cursor_ || cursor_->kind == 'm') {
      const Sql sql = selectByMetric(query_.order().front().direction == Direction::ascending);
      Statement rows = database_.prepare(sql.text);
      sql.bindTo(rows);
      while (rows.step()) {
        if (static_cast<std::int64_t>(page.seqs.size()) == limit_) {
          page.next = writeCursor('m', last_);
          return page;
        }
        last_ = {rows.real(0), rows.integer(1)};
        add(page, rows.integer(1), 'm');
      }
    }
    Sql without{" AND NOT EXISTS(SELECT 1 FROM metrics w WHERE w.run=r.seq AND w.name=", {}};
    without.value(query_.order().front().field.name).add(" AND w.last IS NOT NULL)");
    const std::vector<Found> found = newest(without, cursorOf('n', 2), false);
    if (static_cast<std::int64_t>(page.seqs.size()) == limit_ && !found.empty()) {
      page.next = writeCursor('m', last_);
      return page;
    }
    take(page, found, 'n');
    return page;
  }

  std::vector<SortColumn> columns() const {
    std::vector<SortColumn> all;
    for (const SortKey& key : query_.order()) {
      for (SortColumn& column : sortColumns(key, query_.now())) all.push_back(std::move(column));
    }
    all.push_back({{"r.created", {}}, false});
    all.push_back({{"r.seq", {}}, false});
    return all;
  }

  // What comes after the cursor's run in the order of the columns k0, k1, …
  static Sql afterCursor(const std::vector<SortColumn>& columns, const std::vector<Sql::Bind>& values) {
    Sql sql{"(", {}};
    for (std::size_t at = 0; at < columns.size(); ++at) {
      if (at > 0) sql.add(" OR ");
      sql.add("(");
      for (std::size_t equal = 0; equal < at; ++equal)
        sql.add("k" + std::to_string(equal) + " IS ").value(values[equal]).add(" AND ");
      sql.add("k" + std::to_string(at) + (columns[at].ascending ? ">" : "<")).value(values[at]).add(")");
    }
    return sql.add(")");
  }

  SeqPage byColumns() {
    const std::vector<SortColumn> all = columns();
    if (cursor_ && cursor_->kind != 'k') throw badCursor();
    Sql select{"SELECT ", {}};
    std::string order;
    for (std::size_t at = 0; at < all.size(); ++at) {
      const std::string name = "k" + std::to_string(at);
      select.add(at == 0 ? "" : ",").add(all[at].expression).add(" AS " + name);
      order += std::string(at == 0 ? "" : ",") + name + (all[at].ascending ? "" : " DESC");
    }
    select.add(" FROM runs r WHERE ").add(query_.conditions(query_.wholeSlice()));
    Sql sql{"SELECT * FROM (", {}};
    sql.add(select).add(")");
    if (const auto* after = cursorOf('k', all.size() + 1)) sql.add(" WHERE ").add(afterCursor(all, *after));
    sql.add(" ORDER BY " + order + " LIMIT ").value(limit_ + 1);
    Statement rows = database_.prepare(sql.text);
    sql.bindTo(rows);
    SeqPage page;
    while (rows.step()) {
      if (static_cast<std::int64_t>(page.seqs.size()) == limit_) {
        page.next = writeCursor('k', last_);
        break;
      }
      last_.clear();
      for (std::size_t at = 0; at < all.size(); ++at) last_.push_back(valueOf(rows, static_cast<int>(at)));
      last_.emplace_back(query_.now());
      add(page, rows.integer(static_cast<int>(all.size()) - 1), 'k');
    }
    return page;
  }

  Database& database_;
  std::optional<Cursor> cursor_;
  RunQuery query_;
  std::int64_t limit_;
  bool positions_;
  mutable std::vector<Sql::Bind> last_;  // the keys of the last run taken
};

}  // namespace

SeqPage selectPage(Database& database, const RunFilter& filter) {
  if (filter.limit <= 0) throw StoreFailure{{ErrorCode::usage, "listing runs: the limit must be at least 1"}};
  return Pager(database, filter).page();
}

}  // namespace footplate::store
