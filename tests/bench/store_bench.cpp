// The newest and the best 100 of 100,000 runs, by status and experiment: opening the store and one list, as a
// command line does it. Marks of design.md: 10 ms. Prints medians; asserts nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "store/database.h"
#include "store/run_rows.h"
#include "store/run_store.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

using Clock = std::chrono::steady_clock;

std::vector<SortKey> by(const char* order) {
  return *parseOrder(order, Direction::descending);
}

double ms(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

void fill(const std::string& path, int runs) {
  Database database(path, Database::Access::existing);
  Transaction transaction(database);
  for (int at = 0; at < runs; ++at) {
    Run run;
    run.id = makeRunId(1'700'000'000'000 + at) + "-" + std::to_string(at);
    run.experiment = "experiment-" + std::to_string(at % 20);
    run.kind = "command";
    run.created = 1'700'000'000'000 + at;
    run.status = at % 100 == 7 ? RunStatus::failed : at % 3 == 0 ? RunStatus::canceled : RunStatus::completed;
    run.params = {{"lr", std::to_string(at % 17)}};
    insertRun(database, run);
    const std::int64_t seq = *seqOf(database, run.id);
    foldMetric(database, seq, {"loss", static_cast<double>((at * 7919L) % 100'003), 1, run.created});
  }
  transaction.commit();
}

void measure(const char* name, const std::string& root, const RunFilter& filter) {
  std::vector<double> times;
  std::size_t found = 0;
  for (int round = 0; round < 15; ++round) {
    const Clock::time_point began = Clock::now();
    auto store = RunStore::openExisting(root);
    const auto page = store->list(filter);
    found = page ? page->runs.size() : 0;
    times.push_back(ms(began));
  }
  std::sort(times.begin(), times.end());
  std::printf("%-58s %4zu runs  %7.2f ms (worst %.2f)\n", name, found, times[times.size() / 2], times.back());
}

}  // namespace

int main() {
  const test::TempFolder folder;
  {
    auto store = RunStore::open(folder.path());
    if (!store) return 1;
    const Clock::time_point began = Clock::now();
    fill(store->databasePath(), 100'000);
    std::printf("100,000 runs inserted in %.0f ms\n", ms(began));
  }
  const std::string experiment = "experiment-3";
  measure("newest 100", folder.path(), {.limit = 100});
  measure("newest 100 of one experiment and status", folder.path(),
          {.experiment = experiment, .status = {RunStatus::completed}, .limit = 100});
  measure("newest 100 of a rare status", folder.path(), {.status = {RunStatus::failed}, .limit = 100});
  measure("best 100 by a metric", folder.path(), {.order = by("loss asc"), .limit = 100});
  measure("best 100 by a metric, one experiment and status", folder.path(),
          {.experiment = experiment, .status = {RunStatus::completed}, .order = by("loss"), .limit = 100});
  measure("best 100 by a metric, experiment and rare status", folder.path(),
          {.experiment = "experiment-7", .status = {RunStatus::failed}, .order = by("loss"), .limit = 100});
  return 0;
}
