// Each store gives a page of its own with the position behind every run; the pages are merged by these
// positions, which hold the very values that SQL has sorted by.
#include "store/joined_list.h"

#include <algorithm>
#include <compare>

#include "store/run_slices.h"

namespace footplate::store {

namespace {

// As SQLite orders: NULL, numbers, texts.
std::strong_ordering order(const Sql::Bind& a, const Sql::Bind& b) {
  const auto rank = [](const Sql::Bind& value) {
    return value.index() == 0 ? 0 : value.index() == 3 ? 2 : 1;
  };
  if (rank(a) != rank(b)) return rank(a) <=> rank(b);
  if (rank(a) == 0) return std::strong_ordering::equal;
  if (rank(a) == 2) return std::get<std::string>(a).compare(std::get<std::string>(b)) <=> 0;
  const auto number = [](const Sql::Bind& value) {
    const auto* whole = std::get_if<std::int64_t>(&value);
    return whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
  };
  const auto* left = std::get_if<std::int64_t>(&a);
  const auto* right = std::get_if<std::int64_t>(&b);
  if (left != nullptr && right != nullptr) return *left <=> *right;
  return number(a) < number(b)   ? std::strong_ordering::less
         : number(a) > number(b) ? std::strong_ordering::greater
                                 : std::strong_ordering::equal;
}

class Merge {
 public:
  explicit Merge(const RunFilter& filter) : query_(filter, nowMs()) {
    for (const SortKey& key : filter.order) {
      for (const SortColumn& column : sortColumns(key, query_.now())) ascending_.push_back(column.ascending);
    }
  }

  // Whether the run at `a` stands before the one at `b`.
  bool isBefore(const Cursor& a, const Run& runA, const Cursor& b, const Run& runB) const {
    if (a.kind != b.kind) return a.kind == 'm';  // runs without the metric come last
    const std::size_t keys = a.kind == 'k' ? ascending_.size() : a.kind == 'm' ? 1 : 0;
    for (std::size_t at = 0; at < keys; ++at) {
      const auto compared = order(a.values[at], b.values[at]);
      if (compared == std::strong_ordering::equal) continue;
      return (compared == std::strong_ordering::less) == isAscending(a.kind, at);
    }
    if (a.kind == 't' && query_.isOldestFirst()) return runA.created < runB.created;
    return runA.created > runB.created;
  }

 private:
  bool isAscending(char kind, std::size_t at) const {
    return kind == 'm' ? query_.order().front().direction == Direction::ascending : ascending_[at];
  }

  RunQuery query_;
  std::vector<bool> ascending_;  // of each column of the order
};

// What one store gave, and how much of it was taken.
struct Source {
  std::size_t store;
  std::string begin;
  RunPage page;
  std::vector<Cursor> cursors;
  bool isAscending = false;  // by row number
  std::size_t taken = 0;

  bool empty() const { return taken == page.runs.size(); }
  std::optional<std::string> next() const {
    if (empty() && page.next.empty()) return std::nullopt;
    if (taken > 0) return page.positions[taken - 1];
    return begin.empty() ? beforeFirst() : begin;
  }

  // Runs that come later must not come before it: the row number is the last key that tells runs apart.
  std::string beforeFirst() const {
    Cursor cursor = cursors.front();
    auto& row = std::get<std::int64_t>(cursor.values[cursor.values.size() - (cursor.kind == 'k' ? 2 : 1)]);
    row += isAscending && cursor.kind != 'n' ? -1 : 1;
    return writeCursor(cursor.kind, cursor.values);
  }
};

Result<std::vector<Source>> readSources(const std::vector<const RunStore*>& stores, RunFilter& filter,
                                        const JoinedCursor& from) {
  const RunQuery query(filter, nowMs());
  const bool isAscending = (query.isByTime() || query.isByOneMetric()) && query.isOldestFirst();
  std::vector<Source> sources;
  for (std::size_t at = 0; at < stores.size(); ++at) {
    if (!from[at]) continue;
    filter.cursor = *from[at];
    auto page = stores[at]->list(filter);
    if (!page) return fail(page.error());
    Source source{at, *from[at], std::move(*page), {}, isAscending};
    for (const std::string& position : source.page.positions) source.cursors.push_back(*readCursor(position));
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace

Result<JoinedPage> listJoined(const std::vector<const RunStore*>& stores, RunFilter filter,
                              JoinedCursor from) {
  if (from.empty()) from.assign(stores.size(), "");
  if (from.size() != stores.size()) return fail(badCursor().error);
  filter.positions = true;
  auto sources = readSources(stores, filter, from);
  if (!sources) return fail(sources.error());
  const Merge merge(filter);
  JoinedPage joined{{}, JoinedCursor(stores.size())};
  while (static_cast<std::int64_t>(joined.runs.size()) < filter.limit) {
    Source* first = nullptr;
    for (Source& source : *sources) {
      if (source.empty()) continue;
      if (first == nullptr || merge.isBefore(source.cursors[source.taken], source.page.runs[source.taken],
                                             first->cursors[first->taken], first->page.runs[first->taken])) {
        first = &source;
      }
    }
    if (first == nullptr) break;
    joined.runs.push_back({first->store, std::move(first->page.runs[first->taken++])});
  }
  for (const Source& source : *sources) joined.next[source.store] = source.next();
  return joined;
}

}  // namespace footplate::store
