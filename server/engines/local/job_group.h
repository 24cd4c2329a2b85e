// The processes of a distributed run: started together, ended together.
//
// When one fails, the others get a moment to end by themselves, then they are ended. Processes that only
// serve the others (parameter servers) are ended when those are done. One object is used by one thread; it
// has a thread for each process meanwhile.
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "engines/local/job_process.h"

namespace footplate::engines {

struct GroupMember {
  JobOptions options;
  std::string name;     // "process 1 of 4", for people
  bool serves = false;  // runs until the others have ended
};

// Runs them all to their end. The outcome is that of the first to fail, and says which; of a stop or time
// limit as of one process.
Result<JobOutcome> runGroup(std::vector<GroupMember> members, std::int64_t graceMs, const CancelToken& stop);

}  // namespace footplate::engines
