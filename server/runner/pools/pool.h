// The nodes of a compute on this machine and the queue before them, shared by every process of a project.
//
// A node is a place that one run at a time has. It is made when a run wants it (up to the pool's maximum) and
// is over when it was idle for the pool's idle time; the least number stays. Nothing runs in an idle node, so
// no process is needed to end one: its end is a fact of its record and the clock, and whoever looks takes the
// record away. Who has a node and who waits is a lock that the kernel drops with its holder, so a killed
// supervisor frees its nodes at once.
//
// Runs are served in the order they were submitted. Only the first of the queue takes nodes, and all it wants
// at once: none starves behind smaller ones, and none holds a part while it waits for the rest.
//
//   auto lease = takeNodes(store.folder(), plan.pool, {run.id, run.created, 2}, waiting, stop);
//   // … runs …; the nodes are idle again when the lease ends
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/result.h"
#include "os/lock_file.h"
#include "runner/run_plan.h"

namespace footplate::runner {

// The pool that the plan's run goes to, its size resolved for this machine.
Pool poolOf(const RunPlan& plan);

struct NodeWish {
  std::string run;
  TimeMs created = 0;  // its rank in the queue: of submission, by a clock that all runs have in common
  int nodes = 1;
};

// A node as it is now.
struct Node {
  int index = 0;
  std::string name;  // "gpu-0"
  TimeMs made = 0;
  std::string run;              // that has it; "" = idle
  TimeMs since = 0;             // busy or idle since then
  std::vector<int> gpus;        // cards its run sees
  std::optional<TimeMs> until;  // when an idle one goes; nothing for one that stays
};

struct Waiting {
  std::string run;
  TimeMs created = 0;
  int nodes = 1;
};

struct PoolState {
  Pool pool;  // the settings in force
  bool stopped = false;
  std::vector<Node> nodes;     // that exist, by index
  std::vector<Waiting> queue;  // in order
};

// Why the run waits, for people: "position 2 of 5 on gpu, 2 of 2 nodes busy by a, b"; "" when it does not.
std::string whyWaiting(const PoolState& state, const std::string& run);

// Nodes held by a run; idle again, from now on, when the object ends. Movable; one thread at a time.
class Lease {
 public:
  Lease(std::string folder, std::vector<Node> nodes, std::vector<os::LockFile> locks)
      : folder_(std::move(folder)), nodes_(std::move(nodes)), locks_(std::move(locks)) {}
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) noexcept = default;
  ~Lease();

  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  std::string folder_;
  std::vector<Node> nodes_;
  std::vector<os::LockFile> locks_;
};

// Waits for the nodes. `waiting` is told why it waits, once at first and when the run becomes the first of
// the queue. `pool` are the settings of the plan; newer ones that rememberPool() stored count before them.
// canceled when `stop` is requested before.
Result<Lease> takeNodes(const std::string& storeFolder, const Pool& pool, const NodeWish& wish,
                        const std::function<void(const std::string&)>& waiting, CancelToken stop);

// The pool as it is now; nodes whose time is over are taken away, those that always stay are made.
PoolState lookAtPool(const std::string& storeFolder, const Pool& pool);

// Makes these settings those in force, for runs that wait already too.
Result<void> rememberPool(const std::string& storeFolder, const Pool& pool);
// The settings in force of a pool of this name; nothing when none are stored.
std::optional<Pool> rememberedPool(const std::string& storeFolder, const std::string& name);

// A stopped pool begins no run; those that run go on, idle nodes go.
Result<void> stopPool(const std::string& storeFolder, const std::string& name, bool stopped);
// Forgets nodes and settings. conflict while a run has a node or waits.
Result<void> forgetPool(const std::string& storeFolder, const Pool& pool);

}  // namespace footplate::runner
