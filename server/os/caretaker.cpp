#include "os/caretaker.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "os/identity.h"

namespace footplate::os {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience(2);  // for what the kernel does not end at once

// Ends what was left, until there is nothing. A child that was not waited for keeps its number, so no other
// process can be hit; those below it come to us when it is gone.
void endAll() {
  const Clock::time_point limit = Clock::now() + patience;
  while (Clock::now() < limit) {
    for (const ChildProcess& child : childrenOf(::getpid())) {
      if (!child.ended) ::kill(child.pid, SIGKILL);
    }
    pid_t collected = 0;
    while ((collected = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (collected < 0 && errno == ECHILD) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// Waits for the child and collects the orphans that come before its end.
int waitFor(pid_t child) {
  int status = 0;
  for (;;) {
    const pid_t ended = ::waitpid(-1, &status, 0);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (ended < 0 && errno != EINTR) return 1;
  }
}

}  // namespace

void goOnUnderCaretaker(char* word) {
  // Before the child is there: whenever it ends, its children come to us.
  if (!becomeSubreaper()) return;
  const pid_t child = ::fork();
  if (child <= 0) return;
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE}) ::signal(signal, SIG_IGN);
  std::strncpy(word, "caretaker", std::strlen(word));
  const int status = waitFor(child);
  endAll();
  ::_exit(status);
}

}  // namespace footplate::os
