// runs/<id>/supervisor: who answers for a run, so that a later look can tell lost from alive and sweep up.
//
// The submitter writes it before the record exists, the supervisor replaces it. It names the place (user,
// machine, boot, pid namespace), the process, the run's secret token (in the environment of every process of
// the job), the lock file's inode (a copied store has another one), the control group and the temporary
// folder.
#pragma once

#include <signal.h>
#include <cstdint>

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/identity.h"
#include "store/run_folder.h"

namespace footplate::runner {

// The variable that marks every process of a job.
inline constexpr const char* runTokenVariable = "FOOTPLATE_RUN_TOKEN";

// Tells the supervisor of a pipeline to look which of its steps shall be canceled.
inline constexpr int stepSignal = SIGUSR1;

struct SupervisorNote {
  os::ProcessIdentity who;
  bool supervisor = false;  // false: only the submitter so far; it must never be signalled
  bool step = false;        // looked after by the supervisor of its pipeline: told by stepSignal
  std::string token;
  std::string lockInode;                      // "device:inode"
  std::string cgroup;                         // the job's control group, "" when there is none
  std::vector<std::string> limitGroups = {};  // further control groups, that hold the job to its share
  std::string work;                           // the job's temporary folder, "" before it exists
  std::int64_t submitted = 0;                 // by os::sinceStartMs: its rank in a queue; 0 = not told
};

Result<void> writeNote(const store::RunFolder& folder, const SupervisorNote& note);
// Nothing when it is missing or cannot be understood.
std::optional<SupervisorNote> readNote(const store::RunFolder& folder);

// "device:inode" of a file, "" when it is missing.
std::string inodeOf(const std::string& path);

// Whether the run's files are those the note was written for, on this machine and by this user.
bool isOurs(const SupervisorNote& note, const store::RunFolder& folder);

// Ends every process of the job that is left and removes its temporary folder. Only for a note that isOurs.
// Returns how many processes were found.
int sweep(const SupervisorNote& note);
// The job's control group and temporary folder alone: for whoever knows that no process of it is left.
void removePlaces(const SupervisorNote& note);

}  // namespace footplate::runner
