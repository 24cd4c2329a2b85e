// A RunFilter made ready for SQL: what stands in a condition but has an index of its own (experiment, status)
// is taken out of it, and the values that a page ended with travel in a cursor.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/run_store.h"
#include "store/where_sql.h"

namespace footplate::store {

// One piece of the answer that an index gives in the order of time; empty members mean any.
struct Slice {
  std::vector<std::string> experiments;
  std::vector<RunStatus> status;
};

class RunQuery {
 public:
  // `now` is what durations of runs that go on are counted to.
  RunQuery(const RunFilter& filter, TimeMs now);

  const std::vector<std::string>& experiments() const { return experiments_; }
  const std::vector<SortKey>& order() const { return order_; }
  TimeMs now() const { return now_; }
  bool isByTime() const;
  bool isOldestFirst() const;
  bool isByOneMetric() const;
  // Together all that fits, each once; few enough to be asked one by one.
  std::vector<Slice> slices() const;
  Slice wholeSlice() const { return {experiments_, status_}; }
  // The condition on r, without WHERE; that of the slice alone leaves out the filter's own.
  Sql conditions(const Slice& slice) const;
  Sql sliceConditions(const Slice& slice) const;
  // Nothing but one experiment limits the slice: each of its runs' metrics is in the experiment's part of the
  // index.
  bool isOfOneExperiment() const;
  bool isFiltered() const { return !where_.empty(); }

 private:
  void takeOut(Where& where);
  bool takeOne(const Comparison& comparison);

  std::vector<std::string> experiments_;
  std::vector<RunStatus> status_;
  std::string parent_;
  bool anyLevel_;
  bool archived_;
  Where where_;
  std::vector<SortKey> order_;
  TimeMs now_;
};

// RunPage::next taken apart: of which order it is ('t' time, 'm' a metric, 'n' the runs without that metric,
// 'k' any keys) and the keys of the last run.
struct Cursor {
  char kind = 't';
  std::vector<Sql::Bind> values;
};
// Throws a usage failure for what is no cursor; nothing for "".
std::optional<Cursor> readCursor(const std::string& text);
std::string writeCursor(char kind, const std::vector<Sql::Bind>& values);
StoreFailure badCursor();

}  // namespace footplate::store
