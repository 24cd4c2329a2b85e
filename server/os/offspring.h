// The children this process has started and those that came to it: orphans of its descendants, once it is
// their subreaper (identity.h). Several threads may start and wait for children at once; each asks here what
// belongs to nobody, so that none collects or ends what another waits for.
#pragma once

#include <sys/types.h>

#include <functional>
#include <vector>

#include "os/identity.h"

namespace footplate::os {

// Whether orphans of our descendants can come to us: on Linux, once becomeSubreaper was asked for; on macOS
// never.
bool adoptsOrphans();

// Living descendants below this process but below no child of spawn() that still runs: orphans that were
// adopted, and what they have started. Zombies among them are collected.
std::vector<ProcessIdentity> adoptedProcesses();

// How many children of spawn() were not waited for yet.
std::size_t childrenRunning();

// For spawn() and Child alone.
int startChild(const std::function<int(pid_t&)>& start);  // runs `start` and remembers the pid it gives
void forgetChild(pid_t pid);                              // it was waited for

}  // namespace footplate::os
