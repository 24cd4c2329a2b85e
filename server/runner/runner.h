// The life of a run seen from outside: submit, cancel, look after the lost, follow the log.
//
// All functions may be called from any thread and any process; what they agree on is in the store.
//
//   auto run = submit(plan, *engine);            // returns once the supervisor is on its way
//   followLog(root, run->id, {}, sink, stop);    // prints what is there, then what comes, until the end
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/engine.h"
#include "runner/log_stream.h"
#include "runner/run_plan.h"
#include "store/run_record.h"
#include "store/run_store.h"

namespace footplate::runner {

// Snapshots the code, records the run (NotStarted) under its lock and hands it to the engine.
// An empty id gets a new one; an id in use is `conflict`. Nothing is stored when it fails before the record.
Result<store::Run> submit(RunPlan plan, Engine& engine);

// Marks the run CancelRequested and tells its engine. A finished run is `conflict`; a lost one is settled.
Result<store::Run> cancel(store::RunStore& store, const std::string& id, Engine& engine);

// Gives every unfinished run that nobody works on its true end (Failed supervisorLost or machineRestarted,
// Canceled when that was asked for) and ends its left-over processes. Ids that changed. Cheap when all is
// well: call it whenever runs are looked at.
Result<std::vector<std::string>> reconcile(store::RunStore& store);

struct FollowOptions {
  long lines = -1;                   // how many of the existing lines of each log to begin with; -1 = all
  bool follow = true;                // go on until the run has ended
  std::optional<TimeMs> since = {};  // begin with what was written then, or a little earlier
  bool others = true;                // logs of the run's processes and of the runs below it as well
};

// Gives the run's log to `sink`: what was written, then what comes, by file events. Ends with the run, when
// `sink` returns false or when `stop` is requested; the run itself is never touched. Memory does not grow
// with the log.
Result<void> followLog(store::RunStore& store, const std::string& id, const FollowOptions& options,
                       const LogSink& sink, CancelToken stop);

// The same for all logs that the run has: its own under the name "", "rank 3" of a process, the step's name
// of a run below it. Logs that appear later are followed too.
Result<void> followStreams(store::RunStore& store, const std::string& id, const FollowOptions& options,
                           const StreamSink& sink, CancelToken stop);

// Waits for the run's end by file events and returns its record; `canceled` when `stop` is requested before.
Result<store::Run> waitForEnd(store::RunStore& store, const std::string& id, CancelToken stop);

}  // namespace footplate::runner
