#include "os/process_end.h"

#include <poll.h>
#include <signal.h>

#include <cerrno>

namespace footplate::os {

bool waitForProcessEnd(pid_t pid, const CancelToken& token) {
  const Descriptor process = openProcessEnd(pid);
  bool ended = false;
  while (!ended && !token.stop_requested()) {
    pollfd wait{process.get(), POLLIN, 0};
    const bool signaled = ::poll(&wait, 1, 250) > 0;  // a negative descriptor is only the pause
    ended = process ? signaled : ::kill(pid, 0) != 0 && errno == ESRCH;
  }
  return ended;
}

}  // namespace footplate::os
