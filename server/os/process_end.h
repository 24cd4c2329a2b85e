// Waiting for the end of a process that is not our child. Any thread.
#pragma once

#include <sys/types.h>

#include "base/cancel.h"
#include "os/descriptor.h"

namespace footplate::os {

// Returns when the process has ended, or is not there (true), or the token stops (false, after at most 250
// ms).
bool waitForProcessEnd(pid_t pid, const CancelToken& token);

// For waitForProcessEnd: readable once the process has ended; none when it is gone or the system has no such
// thing.
Descriptor openProcessEnd(pid_t pid);

}  // namespace footplate::os
