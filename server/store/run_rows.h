// Runs as rows: reading and writing inside a transaction of the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/run_record.h"
#include "store/run_store.h"

namespace footplate::store {

// The number of this write; takes the next one.
std::int64_t nextVersion(Database& database);
std::int64_t presentVersion(Database& database);

std::optional<std::int64_t> seqOf(Database& database, std::string_view id);
// In the order of `seqs`, each by its own row, tags, params, literals and metrics: one statement a table for
// all of them. Throws notFound where one of them is gone.
std::vector<Run> readRuns(Database& database, const std::vector<std::int64_t>& seqs);
Run readRun(Database& database, std::int64_t seq);
// What readRuns() leaves out, into its result.
void addDetails(Database& database, const std::vector<std::int64_t>& seqs, std::vector<Run>& runs);
void countChildren(Database& database, const std::vector<std::int64_t>& seqs, std::vector<Run>& runs);
std::string readDetails(Database& database, std::int64_t seq);

void insertRun(Database& database, const Run& run);
// Everything but id, created, parent and metrics.
void writeRun(Database& database, std::int64_t seq, const Run& before, const Run& after);
void touchRun(Database& database, std::int64_t seq);
void foldMetric(Database& database, std::int64_t seq, const MetricPoint& point);
void removeRun(Database& database, std::int64_t seq, const std::string& id);

// Ids of one page in order, by seq, and the cursor of the next. Throws a usage failure for a bad cursor.
struct SeqPage {
  std::vector<std::int64_t> seqs;
  std::string next;
  std::vector<std::string> positions;  // where the filter asks for them
};
SeqPage selectPage(Database& database, const RunFilter& filter);

}  // namespace footplate::store
