// The seats of the local machine: at most so many runs of a project at once, first come first served.
//
// Everything is a lock that the kernel drops with its holder, so a killed supervisor frees its seat at once.
// Each waiter holds a ticket named by its run's creation time and watches only the ticket before its own; the
// first in the queue watches the seats.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/result.h"
#include "os/lock_file.h"

namespace footplate::engines {

// Waits for one of `count` seats in `folder`; `waiting` is called once if there is none free at first. The
// seat is kept as long as the lock lives. `canceled` when `stop` is requested before.
Result<os::LockFile> takeSlot(const std::string& folder, int count, TimeMs created, const std::string& runId,
                              const std::function<void()>& waiting, CancelToken stop);

}  // namespace footplate::engines
