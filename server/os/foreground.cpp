#include "os/foreground.h"

#include <signal.h>
#include <unistd.h>

namespace footplate::os {
namespace {

// Who is in the background and sets the terminal's group is stopped, unless it ignores the signal.
bool giveTerminal(pid_t group) {
  struct sigaction ignore{};
  struct sigaction before{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGTTOU, &ignore, &before);
  const bool done = ::tcsetpgrp(STDIN_FILENO, group) == 0;
  ::sigaction(SIGTTOU, &before, nullptr);
  return done;
}

}  // namespace

Foreground::Foreground(pid_t group) {
  // Only who has the terminal can give it.
  if (::isatty(STDIN_FILENO) == 0 || ::tcgetpgrp(STDIN_FILENO) != ::getpgrp()) return;
  given_ = giveTerminal(group);
  if (given_) ::kill(-group, SIGCONT);  // it may have been stopped by reading too early
}

Foreground::~Foreground() {
  if (given_) giveTerminal(::getpgrp());
}

}  // namespace footplate::os
