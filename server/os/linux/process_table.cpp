#include "os/process_table.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>

#include "base/fs.h"
#include "base/strings.h"
#include "os/offspring.h"
#include "os/process_end.h"

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
  return hostId();
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

template <class T>
bool readNumber(std::string_view text, T& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size();
}

int openPidfd(pid_t pid) {
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

// Whether the kernel knows the children of a process (CONFIG_PROC_CHILDREN).
bool kernelKnowsChildren() {
  static const bool knows = fileExists("/proc/thread-self/children");
  return knows;
}

}  // namespace

Place placeOfSystem() {
  return {0, machineId(), firstLine("/proc/sys/kernel/random/boot_id"), pidNamespace()};
}

// Fields of /proc/<pid>/stat after the name, which stands in brackets and may hold spaces and brackets
// itself.
std::optional<ProcessFacts> factsOf(pid_t pid) {
  const Result<std::string> text = readFile("/proc/" + std::to_string(pid) + "/stat", 65536);
  if (!text) return std::nullopt;
  const std::size_t close = text->rfind(')');
  if (close == std::string::npos || close + 2 > text->size()) return std::nullopt;
  const std::vector<std::string> fields = split(std::string_view(*text).substr(close + 2), ' ');
  ProcessFacts facts;
  if (fields.size() < 20 || fields[0].size() != 1) return std::nullopt;
  facts.ended = std::string_view("ZXx").find(fields[0][0]) != std::string_view::npos;
  if (!readNumber(fields[1], facts.parent) || !readNumber(fields[19], facts.startTime)) return std::nullopt;
  return facts;
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

std::optional<std::string> environmentOf(pid_t pid) {
  auto text = readFile("/proc/" + std::to_string(pid) + "/environ", UINT64_C(64) << 20);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

std::vector<pid_t> Family::childrenOf(pid_t parent) {
  const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
  std::vector<pid_t> children;
  for (const std::string& task : listFolder(tasks).value_or(std::vector<std::string>())) {
    const auto text = readFile(tasks + "/" + task + "/children", UINT64_C(1) << 20);
    if (!text && !kernelKnowsChildren()) return lookAtAll(parent);
    for (const std::string& word : split(text.value_or(""), ' ')) {
      if (pid_t pid = 0; readNumber(std::string_view(word), pid)) children.push_back(pid);
    }
  }
  return children;
}

ProcessHold::ProcessHold(pid_t pid) : pid_(pid), handle_(openPidfd(pid)) {}

bool ProcessHold::send(int signal) const {
  if (handle_) return ::syscall(SYS_pidfd_send_signal, handle_.get(), signal, nullptr, 0) == 0;
  return ::kill(pid_, signal) == 0;
}

Descriptor openProcessEnd(pid_t pid) {
  return Descriptor(openPidfd(pid));
}

bool adoptsOrphans() {
  return true;
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
