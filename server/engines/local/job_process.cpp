#include "engines/local/job_process.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "engines/local/resource_limits.h"
#include "os/control_group.h"
#include "os/offspring.h"
#include "runner/supervisor_note.h"

namespace footplate::engines {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Result<JobProcess> JobProcess::start(JobOptions options) {
  os::SpawnOptions spawn;
  const std::string bash = os::findProgram("bash");
  spawn.argv = os::withViews(options.views, {bash.empty() ? "/bin/bash" : bash, "-c", options.command});
  spawn.environment = options.variables;
  spawn.folder = options.folder;
  spawn.out = os::Stdio::append(options.log);
  spawn.err = os::Stdio::sameAsOut();
  spawn.grouping = os::Grouping::session;
  const std::int64_t kills = memoryKills();
  auto child = os::spawn(spawn);
  if (!child) return fail(child.error());
  // When memory runs out the kernel shall take the job before the one who reports on it.
  static_cast<void>(os::setOomScore(child->pid(), 500));
  // Moving takes the kernel some milliseconds, so the job does not wait for it; what it forks meanwhile is
  // found by the run's token and as our descendant.
  if (!options.cgroup.empty())
    os::writeGroupFile(options.cgroup + "/cgroup.procs", std::to_string(child->pid()));
  JobProcess job(std::move(options), std::move(*child));
  job.oomKills_ = kills;
  return job;
}

Result<JobOutcome> JobProcess::wait(CancelToken stop) {
  JobOutcome outcome;
  const Clock::time_point begin = Clock::now();
  const auto limit = std::chrono::milliseconds(options_.timeoutMs);
  while (true) {
    std::int64_t left = 3'600'000;
    if (options_.timeoutMs > 0) {
      auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(limit - (Clock::now() - begin));
      left = std::max<std::int64_t>(0, rest.count());
    }
    auto ended = child_.waitFor(left, stop);
    if (ended && *ended) {
      outcome.status = **ended;
      break;
    }
    if (!ended && ended.error().code != ErrorCode::canceled) return fail(ended.error());
    outcome.canceled = stop.stop_requested();
    outcome.timedOut = !outcome.canceled && options_.timeoutMs > 0 && Clock::now() - begin >= limit;
    if (!outcome.canceled && !outcome.timedOut) continue;
    auto terminated = child_.terminate(options_.graceMs);
    if (!terminated) return fail(terminated.error());
    outcome.status = *terminated;
    break;
  }
  outcome.outOfMemory = !outcome.canceled && !outcome.timedOut && ranOutOfMemory(outcome.status);
  if (options_.alone) endRest();
  return outcome;
}

// Orphans come to us, the subreaper. While other commands run in this process, only what is of our command's
// session or bears its token is known to be ours; the rest is ended with the last of them.
std::vector<os::ProcessIdentity> JobProcess::leftOver(const std::string& token) const {
  if (!os::adoptsOrphans()) return leftUnadopted(token);
  std::vector<os::ProcessIdentity> left = os::adoptedProcesses();
  if (os::childrenRunning() == 0 || (left.empty() && token.empty())) return left;
  std::erase_if(left, [&](const os::ProcessIdentity& each) { return ::getsid(each.pid) != child_.pid(); });
  if (left.empty() && !token.empty()) left = os::processesWithVariable(runner::runTokenVariable, token);
  return left;
}

// Where orphans go to init instead (macOS): who stayed in the command's session, or bears its token.
std::vector<os::ProcessIdentity> JobProcess::leftUnadopted(const std::string& token) const {
  std::vector<os::ProcessIdentity> left = os::membersOfSession(child_.pid());
  if (left.empty() && !token.empty()) left = os::processesWithVariable(runner::runTokenVariable, token);
  return left;
}

// The job's control groups count exactly; without one, a SIGKILL while the machine's own count grew is told
// as what it most likely was.
bool JobProcess::ranOutOfMemory(const os::ExitStatus& status) const {
  if (status.ok()) return false;
  std::vector<std::string> groups = options_.limitGroups;
  if (!options_.cgroup.empty()) groups.push_back(options_.cgroup);
  if (std::ranges::any_of(groups, hadMemoryKill)) return true;
  constexpr int killedByShell = 128 + SIGKILL;
  const bool killed = status.signal == SIGKILL || status.code == killedByShell;
  return killed && memoryKills() > oomKills_;
}

void JobProcess::endRest() {
  const auto found = options_.variables.find(runner::runTokenVariable);
  const std::string token = found == options_.variables.end() ? "" : found->second;
  if (!options_.cgroup.empty()) os::killControlGroup(options_.cgroup);
  for (int round = 0; round < 100; ++round) {
    const auto left = leftOver(token);
    if (left.empty()) break;
    for (const os::ProcessIdentity& process : left) static_cast<void>(os::signalProcess(process, SIGKILL));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (!options_.cgroup.empty()) os::removeControlGroup(options_.cgroup);
  for (const std::string& group : options_.limitGroups) os::removeControlGroup(group);
}

}  // namespace footplate::engines
