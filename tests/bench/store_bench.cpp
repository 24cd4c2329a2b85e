// The newest and the best 100 of 100,000 runs, by status and experiment: opening the store and one list, as a
// command line does it. Marks of design.md: 10 ms. Prints medians; asserts nothing.
//
//   store_bench                     all measurements
//   store_bench fill FOLDER COUNT   only a store of so many runs in that folder
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"
#include "store/run_rows.h"
#include "store/run_store.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

using Clock = std::chrono::steady_clock;

RunFilter chosen(const char* experiment, std::vector<RunStatus> status, const char* order) {
  RunFilter filter;
  filter.limit = 100;
  if (*experiment) filter.experiment = experiment;
  filter.status = std::move(status);
  if (*order) filter.order = *parseOrder(order, Direction::descending);
  return filter;
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

int main(int count, char** arguments) {
  if (count == 4 && std::string_view(arguments[1]) == "fill") {
    auto store = RunStore::open(arguments[2]);
    if (!store) return 1;
    fill(store->databasePath(), std::atoi(arguments[3]));
    return 0;
  }
  const test::TempFolder folder;
  {
    auto store = RunStore::open(folder.path());
    if (!store) return 1;
    const Clock::time_point began = Clock::now();
    fill(store->databasePath(), 100'000);
    std::printf("100,000 runs inserted in %.0f ms\n", ms(began));
  }
  measure("newest 100", folder.path(), chosen("", {}, ""));
  measure("newest 100 of one experiment and status", folder.path(),
          chosen("experiment-3", {RunStatus::completed}, ""));
  measure("newest 100 of a rare status", folder.path(), chosen("", {RunStatus::failed}, ""));
  measure("best 100 by a metric", folder.path(), chosen("", {}, "loss asc"));
  measure("best 100 by a metric, one experiment and status", folder.path(),
          chosen("experiment-3", {RunStatus::completed}, "loss"));
  measure("best 100 by a metric, experiment and rare status", folder.path(),
          chosen("experiment-7", {RunStatus::failed}, "loss"));
  return 0;
}
