// The job's processes: the command in a session and, where one can be made, a control group of its own; and
// their end, whatever they did to get away (new session, double fork, TERM ignored).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "os/identity.h"
#include "os/process.h"
#include "os/read_only_view.h"

namespace footplate::engines {

struct JobOutcome {
  os::ExitStatus status;
  bool timedOut = false;
  bool canceled = false;
  bool outOfMemory = false;         // the kernel ended something of the job for want of memory
  std::string who = "the command";  // that ended so, for people
};

struct JobOptions {
  std::string command;  // bash text
  std::string folder;   // working folder
  std::string log;      // standard output and error, appended
  os::Environment variables;
  std::vector<os::ReadOnlyView> views = {};   // that the command sees
  std::string cgroup;                         // "" = none
  std::vector<std::string> limitGroups = {};  // groups made for it, removed with it
  bool alone = true;  // the command is all of the job: its end is the end of every process of the run
  std::int64_t timeoutMs = 0;
  std::int64_t graceMs = 5000;  // between TERM and KILL
};

class JobProcess {
 public:
  static Result<JobProcess> start(JobOptions options);
  // Waits for the command's end, a stop or the time limit, then ends what is left of the job if this was all
  // of it.
  Result<JobOutcome> wait(CancelToken stop);
  // Ends what is left of the job. For a job of several processes, after the end of all.
  void endRest();

 private:
  JobProcess(JobOptions options, os::Child child) : options_(std::move(options)), child_(std::move(child)) {}
  std::vector<os::ProcessIdentity> leftOver(const std::string& token) const;
  std::vector<os::ProcessIdentity> leftUnadopted(const std::string& token) const;
  bool ranOutOfMemory(const os::ExitStatus& status) const;

  JobOptions options_;
  os::Child child_;
  std::int64_t oomKills_ = 0;  // of the machine, at the start
};

}  // namespace footplate::engines
