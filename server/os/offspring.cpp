#include "os/offspring.h"

#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <set>

namespace footplate::os {
namespace {

// Held while a child is started as well: a scan must not see one that is not remembered yet.
std::mutex offspringMutex;
std::set<pid_t> running;

}  // namespace

std::vector<ProcessIdentity> adoptedProcesses() {
  const std::lock_guard guard(offspringMutex);
  std::vector<ProcessIdentity> result;
  for (const ChildProcess& child : childrenOf(::getpid())) {
    if (running.contains(child.pid)) continue;
    if (child.ended) {
      ::waitpid(child.pid, nullptr, WNOHANG);
      continue;
    }
    if (auto who = identityOf(child.pid)) result.push_back(*who);
    for (ProcessIdentity& below : descendantsOf(child.pid)) result.push_back(std::move(below));
  }
  return result;
}

std::size_t childrenRunning() {
  const std::lock_guard guard(offspringMutex);
  return running.size();
}

int startChild(const std::function<int(pid_t&)>& start) {
  const std::lock_guard guard(offspringMutex);
  pid_t pid = -1;
  const int code = start(pid);
  if (code == 0) running.insert(pid);
  return code;
}

void forgetChild(pid_t pid) {
  const std::lock_guard guard(offspringMutex);
  running.erase(pid);
}

}  // namespace footplate::os
