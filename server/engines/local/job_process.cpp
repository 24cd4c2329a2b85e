#include "engines/local/job_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "base/fs.h"
#include "base/strings.h"
#include "os/offspring.h"
#include "runner/supervisor_note.h"

namespace footplate::engines {
namespace {

using Clock = std::chrono::steady_clock;

bool writeWord(const std::string& path, const std::string& word) {
  int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool good = ::write(fd, word.data(), word.size()) == static_cast<ssize_t>(word.size());
  ::close(fd);
  return good;
}

// Where the v2 hierarchy is mounted: alone, or beside v1 controllers.
std::string ownGroupFolder() {
  auto text = readFile("/proc/self/cgroup", 64 * 1024);
  if (!text) return {};
  for (const std::string& line : split(*text, '\n')) {
    if (!line.starts_with("0::")) continue;
    std::string below = line.substr(3) == "/" ? "" : line.substr(3);
    for (const char* mount : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
      std::string folder = mount + below;
      if (fileExists(folder + "/cgroup.procs") && fileExists(std::string(mount) + "/cgroup.controllers"))
        return folder;
    }
  }
  return {};
}

// The number behind a word of a file of "word number" lines, 0 when it is missing.
std::int64_t countIn(const std::string& path, std::string_view word) {
  for (const std::string& line : split(readFile(path, 64 * 1024).value_or(""), '\n')) {
    if (line.starts_with(word) && line.size() > word.size() && line[word.size()] == ' ')
      return std::strtoll(line.c_str() + word.size(), nullptr, 10);
  }
  return 0;
}

constexpr const char* machineCounters = "/proc/vmstat";

}  // namespace

std::string makeControlGroup(const std::string& token) {
  std::string parent = ownGroupFolder();
  if (parent.empty() || ::access(parent.c_str(), W_OK) != 0) return {};
  std::string leaf = parent + "/footplate-" + token;
  if (::mkdir(leaf.c_str(), 0700) != 0) return {};
  if (fileExists(leaf + "/cgroup.kill")) return leaf;
  ::rmdir(leaf.c_str());
  return {};
}

Result<JobProcess> JobProcess::start(JobOptions options) {
  os::SpawnOptions spawn;
  spawn.argv = {os::findProgram("bash").empty() ? "/bin/bash" : os::findProgram("bash"), "-c",
                options.command};
  spawn.environment = options.variables;
  spawn.folder = options.folder;
  spawn.out = os::Stdio::append(options.log);
  spawn.err = os::Stdio::sameAsOut();
  spawn.grouping = os::Grouping::session;
  const std::int64_t kills = countIn(machineCounters, "oom_kill");
  auto child = os::spawn(spawn);
  if (!child) return fail(child.error());
  // When memory runs out the kernel shall take the job before the one who reports on it.
  static_cast<void>(os::setOomScore(child->pid(), 500));
  // Moving takes the kernel some milliseconds, so the job does not wait for it; what it forks meanwhile is
  // found by the run's token and as our descendant.
  if (!options.cgroup.empty()) writeWord(options.cgroup + "/cgroup.procs", std::to_string(child->pid()));
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
  auto token = options_.variables.find(runner::runTokenVariable);
  endAll(token == options_.variables.end() ? "" : token->second);
  return outcome;
}

// Orphans come to us, the subreaper. While other commands run in this process, only what is of our command's
// session or bears its token is known to be ours; the rest is ended with the last of them.
std::vector<os::ProcessIdentity> JobProcess::leftOver(const std::string& token) const {
  std::vector<os::ProcessIdentity> left = os::adoptedProcesses();
  if (os::childrenRunning() == 0 || (left.empty() && token.empty())) return left;
  std::erase_if(left, [&](const os::ProcessIdentity& each) { return ::getsid(each.pid) != child_.pid(); });
  if (left.empty() && !token.empty()) left = os::processesWithVariable(runner::runTokenVariable, token);
  return left;
}

// The job's control group counts exactly; without one, a SIGKILL while the machine's own count grew is told
// as what it most likely was.
bool JobProcess::ranOutOfMemory(const os::ExitStatus& status) const {
  if (status.ok()) return false;
  if (!options_.cgroup.empty() && countIn(options_.cgroup + "/memory.events", "oom_kill") > 0) return true;
  constexpr int killedByShell = 128 + SIGKILL;
  const bool killed = status.signal == SIGKILL || status.code == killedByShell;
  return killed && countIn(machineCounters, "oom_kill") > oomKills_;
}

void JobProcess::endAll(const std::string& token) {
  if (!options_.cgroup.empty()) writeWord(options_.cgroup + "/cgroup.kill", "1");
  for (int round = 0; round < 100; ++round) {
    const auto left = leftOver(token);
    if (left.empty()) break;
    for (const os::ProcessIdentity& process : left) static_cast<void>(os::signalProcess(process, SIGKILL));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (!options_.cgroup.empty()) {
    for (int round = 0; round < 20 && ::rmdir(options_.cgroup.c_str()) != 0; ++round) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
}

}  // namespace footplate::engines
