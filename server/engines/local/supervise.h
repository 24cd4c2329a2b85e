// `footplate supervise`: the process that owns one run from provisioning to tear-down.
#pragma once

#include <string>

namespace footplate::engines {

// Runs the run to its end and returns the process's exit status (0 when the end could be stored, whatever it
// was). `lockFd` is the inherited descriptor that holds the run's lock. Called by main for `footplate
// supervise RUN --root ROOT --lock FD`, before any thread exists.
int superviseMain(const std::string& root, const std::string& runId, int lockFd);

}  // namespace footplate::engines
