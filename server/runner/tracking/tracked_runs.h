// What a job reports about its run and the children it makes, on the way into the store.
//
// Histories go to a run's metric file before the call returns; last values reach the database within 100 ms,
// in one transaction for all that came. Any thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "os/lock_file.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::runner {

struct TrackedFacts {
  std::map<std::string, std::string> params;
  std::map<std::string, std::string> tags;
};

class TrackedRuns {
 public:
  TrackedRuns(store::RunStore& store, std::string runId);
  ~TrackedRuns();  // as finish

  const std::string& mainRun() const { return runId_; }
  // Whether it is the run or a child of it, which alone may be written.
  bool knows(const std::string& id) const;
  // Whether the project has a run of exactly this id.
  bool exists(const std::string& id) const;
  std::vector<std::string> all() const;  // the run and its children, oldest first
  store::RunStore& store() const { return store_; }
  store::RunFolder folder(const std::string& id) const { return {store_.folder(), id}; }
  // With the last values that are still on their way.
  Result<store::Run> find(const std::string& id);
  Result<store::RunPage> list(const store::RunFilter& filter);

  // A running child of `parent`; its id.
  Result<std::string> createChild(const std::string& parent, const std::string& experiment,
                                  const std::string& name, TimeMs began);
  // A child's end; for the main run, whose end is the command's, nothing happens.
  Result<void> endChild(const std::string& id, store::RunStatus status, TimeMs ended);

  Result<void> addMetrics(const std::string& id, const std::vector<store::MetricPoint>& points);
  // conflict when a parameter has another value already. Tags of MLflow's own ("mlflow.…") become properties.
  Result<void> addFacts(const std::string& id, const TrackedFacts& facts);
  // Gives a property what `change` makes of it ("" where it is not there yet), as one step among all who
  // write.
  Result<void> changeProperty(const std::string& id, const std::string& name,
                              const std::function<std::string(const std::string&)>& change);
  Result<void> removeTag(const std::string& id, const std::string& name);
  // Data sets that are there already (name and digest) are not added twice.
  Result<void> addDatasets(const std::string& id, const std::vector<store::RunDataset>& datasets);
  Result<void> setArchived(const std::string& id, bool archived);

  // Stores what waits and ends children that were left running.
  Result<void> finish();

 private:
  void flushLoop(std::stop_token stop);
  Result<void> flush();
  void catchUp(Result<void>& outcome);

  store::RunStore& store_;
  std::string runId_;
  mutable std::mutex mutex_;
  std::map<std::string, std::optional<os::LockFile>> children_;  // with the lock until the child has ended
  std::vector<std::string> order_;
  std::map<std::string, std::vector<store::MetricPoint>> pending_;
  std::mutex flushing_;
  std::set<std::string>
      behind_;  // runs whose points could not be recorded: their files have them. By flushing_
  std::condition_variable_any wake_;
  std::jthread flusher_;
};

// Brings a run's summaries in the database up to its metric file: points that were filed but not counted
// when their supervisor was killed.
Result<void> recoverMetrics(store::RunStore& store, const std::string& id);

}  // namespace footplate::runner
