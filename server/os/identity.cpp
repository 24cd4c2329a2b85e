#include "os/identity.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <map>

#include "base/fs.h"
#include "base/strings.h"
#include "os/descriptor.h"

namespace footplate::os {

namespace {

std::string firstLine(const std::string& path) {
  const Result<std::string> text = readFile(path, 4096);
  return text ? std::string(trim(*text)) : std::string();
}

std::string machineId() {
  for (const char* path : {"/etc/machine-id", "/var/lib/dbus/machine-id"}) {
    std::string id = firstLine(path);
    if (!id.empty() && id != "uninitialized") return id;
  }
  char name[256] = {};
  ::gethostname(name, sizeof name - 1);
  return std::string("host-") + name;
}

std::string namespaceOf(const char* link) {
  char text[128];
  const ssize_t size = ::readlink(link, text, sizeof text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

// Process numbers mean something in their namespace, start times in theirs: where that is not the machine's
// own, it belongs to the name.
std::string pidNamespace() {
  const std::string ofNumbers = namespaceOf("/proc/self/ns/pid");
  const std::string ofTimes = namespaceOf("/proc/self/ns/time");
  constexpr std::string_view firstOfTimes = "time:[4026531834]";  // a constant of the kernel
  if (ofNumbers.empty()) return "unknown";
  return ofTimes.empty() || ofTimes == firstOfTimes ? ofNumbers : ofNumbers + "," + ofTimes;
}

struct ProcessStat {
  char state = 'X';
  pid_t parent = 0;
  std::uint64_t startTime = 0;
};

template <class T>
bool readNumber(std::string_view text, T& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size();
}

// Fields of /proc/<pid>/stat after the name, which stands in brackets and may hold spaces and brackets
// itself.
std::optional<ProcessStat> readStat(pid_t pid) {
  const Result<std::string> text = readFile("/proc/" + std::to_string(pid) + "/stat", 65536);
  if (!text) return std::nullopt;
  const std::size_t close = text->rfind(')');
  if (close == std::string::npos || close + 2 > text->size()) return std::nullopt;
  const std::vector<std::string> fields = split(std::string_view(*text).substr(close + 2), ' ');
  ProcessStat stat;
  if (fields.size() < 20 || fields[0].size() != 1) return std::nullopt;
  stat.state = fields[0][0];
  if (!readNumber(fields[1], stat.parent) || !readNumber(fields[19], stat.startTime)) return std::nullopt;
  return stat;
}

bool isEnded(const ProcessStat& stat) {
  return stat.state == 'Z' || stat.state == 'X' || stat.state == 'x';
}

std::uint32_t ownerOf(pid_t pid) {
  struct stat info{};
  if (::stat(("/proc/" + std::to_string(pid)).c_str(), &info) != 0) return UINT32_MAX;
  return info.st_uid;
}

std::vector<pid_t> allProcesses() {
  std::vector<pid_t> result;
  const Result<std::vector<std::string>> names = listFolder("/proc");
  if (!names) return result;
  for (const std::string& name : *names) {
    pid_t pid = 0;
    if (readNumber(std::string_view(name), pid) && pid > 0) result.push_back(pid);
  }
  return result;
}

// Who is whose child: asked of the kernel for one parent, or found by looking at every process of the machine
// where the kernel does not say (CONFIG_PROC_CHILDREN).
class Family {
 public:
  std::vector<pid_t> childrenOf(pid_t parent) {
    const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
    std::vector<pid_t> children;
    for (const std::string& task : listFolder(tasks).value_or(std::vector<std::string>())) {
      const auto text = readFile(tasks + "/" + task + "/children", UINT64_C(1) << 20);
      if (!text && !kernelSays()) return lookAtAll(parent);
      for (const std::string& word : split(text.value_or(""), ' ')) {
        if (pid_t pid = 0; readNumber(std::string_view(word), pid)) children.push_back(pid);
      }
    }
    return children;
  }

 private:
  static bool kernelSays() {
    static const bool says = fileExists("/proc/thread-self/children");
    return says;
  }

  const std::vector<pid_t>& lookAtAll(pid_t parent) {
    if (!known_) {
      known_.emplace();
      for (const pid_t pid : allProcesses()) {
        if (const auto stat = readStat(pid)) (*known_)[stat->parent].push_back(pid);
      }
    }
    return (*known_)[parent];
  }

  std::optional<std::map<pid_t, std::vector<pid_t>>> known_;
};

bool hasVariable(std::string_view environment, std::string_view entry) {
  std::size_t at = 0;
  while (at < environment.size()) {
    const std::size_t end = std::min(environment.find('\0', at), environment.size());
    if (environment.substr(at, end - at) == entry) return true;
    at = end + 1;
  }
  return false;
}

Error refusal(const ProcessIdentity& who, Presence presence) {
  const std::string name = "signalling process " + std::to_string(who.pid);
  switch (presence) {
    case Presence::foreign:
      return {ErrorCode::conflict, name + ": it belongs to another machine, user or container"};
    case Presence::restarted:
      return {ErrorCode::notFound, name + ": the machine was restarted since"};
    default:
      return {ErrorCode::notFound, name + ": it has ended"};
  }
}

int openPidfd(pid_t pid) {
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

}  // namespace

const Place& thisPlace() {
  static const Place place{static_cast<std::uint32_t>(::geteuid()), machineId(),
                           firstLine("/proc/sys/kernel/random/boot_id"), pidNamespace()};
  return place;
}

std::string ProcessIdentity::toText() const {
  return std::to_string(pid) + " " + std::to_string(startTime) + " " + std::to_string(place.uid) + " " +
         place.machineId + " " + place.bootId + " " + place.pidNamespace;
}

std::optional<ProcessIdentity> ProcessIdentity::fromText(std::string_view text) {
  const std::vector<std::string> fields = split(trim(text), ' ');
  ProcessIdentity who;
  if (fields.size() != 6 || !readNumber(std::string_view(fields[0]), who.pid) || who.pid <= 1 ||
      !readNumber(std::string_view(fields[1]), who.startTime) ||
      !readNumber(std::string_view(fields[2]), who.place.uid)) {
    return std::nullopt;
  }
  who.place.machineId = fields[3];
  who.place.bootId = fields[4];
  who.place.pidNamespace = fields[5];
  return who;
}

Result<ProcessIdentity> identityOf(pid_t pid) {
  const std::optional<ProcessStat> stat = readStat(pid);
  if (!stat || isEnded(*stat)) return fail(ErrorCode::notFound, "there is no process " + std::to_string(pid));
  ProcessIdentity who{thisPlace(), pid, stat->startTime};
  who.place.uid = ownerOf(pid);
  return who;
}

ProcessIdentity ownIdentity() {
  const pid_t pid = ::getpid();
  const std::optional<ProcessStat> stat = readStat(pid);
  return {thisPlace(), pid, stat ? stat->startTime : 0};
}

Presence presenceOf(const ProcessIdentity& who) {
  const Place& here = thisPlace();
  if (who.place.machineId != here.machineId || who.place.uid != here.uid) return Presence::foreign;
  if (who.place.bootId != here.bootId) return Presence::restarted;
  if (who.place.pidNamespace != here.pidNamespace) return Presence::foreign;
  return isSameProcess(who, who.pid) ? Presence::alive : Presence::gone;
}

bool isSameProcess(const ProcessIdentity& who, pid_t pid) {
  const std::optional<ProcessStat> stat = readStat(pid);
  return stat && !isEnded(*stat) && who.pid == pid && stat->startTime == who.startTime &&
         who.place.uid == ownerOf(pid) && who.place.bootId == thisPlace().bootId &&
         who.place.machineId == thisPlace().machineId && who.place.pidNamespace == thisPlace().pidNamespace;
}

Result<void> signalProcess(const ProcessIdentity& who, int signal) {
  // The descriptor first, the comparison after: what it stands for cannot become another process.
  const Descriptor handle(openPidfd(who.pid));
  const Presence presence = presenceOf(who);
  if (presence != Presence::alive) return fail(refusal(who, presence));
  if (handle ? ::syscall(SYS_pidfd_send_signal, handle.get(), signal, nullptr, 0) == 0
             : ::kill(who.pid, signal) == 0) {
    return {};
  }
  if (errno == ESRCH) return fail(refusal(who, Presence::gone));
  return fail(ErrorCode::unavailable,
              "signalling process " + std::to_string(who.pid) + ": " + systemMessage(errno));
}

std::vector<ProcessIdentity> processesWithVariable(std::string_view name, std::string_view value) {
  const std::string entry = std::string(name) + "=" + std::string(value);
  const auto bearsIt = [&](pid_t pid) {
    const auto environment = readFile("/proc/" + std::to_string(pid) + "/environ", UINT64_C(64) << 20);
    return environment && hasVariable(*environment, entry);
  };
  std::vector<ProcessIdentity> result;
  for (const pid_t pid : allProcesses()) {
    if (pid == ::getpid() || ownerOf(pid) != thisPlace().uid || !bearsIt(pid)) continue;
    // Once more after its identity is known: the number may be another process by now.
    const Result<ProcessIdentity> who = identityOf(pid);
    if (who && bearsIt(pid)) result.push_back(*who);
  }
  return result;
}

std::vector<ProcessIdentity> descendantsOf(pid_t pid) {
  Family family;
  std::vector<pid_t> level{pid};
  std::vector<ProcessIdentity> result;
  for (std::size_t at = 0; at < level.size(); ++at) {
    for (const pid_t child : family.childrenOf(level[at])) {
      level.push_back(child);
      if (const Result<ProcessIdentity> who = identityOf(child)) result.push_back(*who);
    }
  }
  return result;
}

std::vector<ChildProcess> childrenOf(pid_t pid) {
  std::vector<ChildProcess> result;
  for (const pid_t child : Family().childrenOf(pid)) {
    const std::optional<ProcessStat> stat = readStat(child);
    if (stat && stat->parent == pid) result.push_back({child, isEnded(*stat)});
  }
  return result;
}

Result<void> becomeSubreaper() {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0) return {};
  return fail(ErrorCode::unavailable, "becoming the parent of orphaned processes: " + systemMessage(errno));
}

Result<void> setOomScore(pid_t pid, int score) {
  const std::string path = "/proc/" + std::to_string(pid) + "/oom_score_adj";
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  const std::string text = std::to_string(score);
  if (file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())) return {};
  return fail(ErrorCode::unavailable, "writing " + path + ": " + systemMessage(errno));
}

}  // namespace footplate::os
