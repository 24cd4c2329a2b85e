// What each process of a distributed run is told about the others: ranks, sizes, addresses, cards. All nodes
// are this machine, so all addresses are 127.0.0.1 with ports that were free.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "os/process.h"
#include "runner/pools/pool.h"
#include "runner/run_plan.h"

namespace footplate::engines {

struct RankedProcess {
  int rank = 0;
  int node = 0;
  bool serves = false;        // a parameter server
  os::Environment variables;  // beside those of the whole run
};

// The processes of the run in the order of their ranks; one for a run without distribution. `nodes` are those
// the run has; where they are fewer than it asked for, they are taken in turn.
Result<std::vector<RankedProcess>> rankedProcesses(const runner::RunPlan& plan,
                                                   const std::vector<runner::Node>& nodes);

// "std_log.txt" of a run's only process, "std_log_process_2.txt" of rank 2 of several.
std::string logName(int rank, std::size_t processes);

// The shell text that starts all processes of an MPI run by `mpirun`, and the variables it needs besides. The
// command itself comes in $FOOTPLATE_COMMAND.
struct MpiStart {
  std::string command;
  os::Environment variables;
};
MpiStart mpiStart(const std::string& mpirun, const runner::RunPlan& plan,
                  const std::vector<RankedProcess>& processes, const std::string& logFolder);

}  // namespace footplate::engines
