// A job under the debugger: the first Python of the job that runs a script or module becomes debugpy's, which
// waits on a loopback port for a client. The command stays as it is.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/result.h"

namespace footplate::runner {

// Prepares the overlay venv in `overlay` (see makeOverlay) for a debugger at 127.0.0.1:`port`. debugpy comes
// from the environment, else it is installed into the overlay; unavailable with the installer's words when it
// cannot be had.
Result<void> prepareDebugger(const std::string& overlay, const std::string& site, int port,
                             const std::function<void(std::string_view)>& say, const CancelToken& stop);

}  // namespace footplate::runner
