// All by sysctl, which knows zombies and processes of other users too.
#include "os/process_table.h"

#include <signal.h>
#include <sys/event.h>
#include <sys/sysctl.h>
#include <unistd.h>
#include <uuid/uuid.h>

#include <cerrno>
#include <cstring>

#include "base/fs.h"
#include "os/offspring.h"
#include "os/process_end.h"

namespace footplate::os {

namespace {

std::vector<kinfo_proc> ask(int what, int which) {
  int name[] = {CTL_KERN, KERN_PROC, what, which};
  for (int tries = 0; tries < 8; ++tries) {
    std::size_t size = 0;
    if (::sysctl(name, 4, nullptr, &size, nullptr, 0) != 0) return {};
    // Some more may have come by the second question; where they are too many for the room it is asked again.
    std::vector<kinfo_proc> found(size / sizeof(kinfo_proc) + 16);
    size = found.size() * sizeof(kinfo_proc);
    if (::sysctl(name, 4, found.data(), &size, nullptr, 0) == 0) {
      found.resize(size / sizeof(kinfo_proc));
      return found;
    }
    if (errno != ENOMEM) return {};
  }
  return {};
}

std::optional<kinfo_proc> entryOf(pid_t pid) {
  for (const kinfo_proc& entry : ask(KERN_PROC_PID, pid)) {
    if (entry.kp_proc.p_pid == pid) return entry;
  }
  return std::nullopt;
}

std::string textOf(const char* name) {
  char text[256] = {};
  std::size_t size = sizeof text - 1;
  return ::sysctlbyname(name, text, &size, nullptr, 0) == 0 ? std::string(text) : std::string();
}

std::string machineId() {
  uuid_t id;
  const timespec patience{1, 0};
  if (::gethostuuid(id, &patience) != 0) return hostId();
  uuid_string_t text;
  ::uuid_unparse_lower(id, text);
  return text;
}

}  // namespace

Place placeOfSystem() {
  return {0, machineId(), textOf("kern.bootsessionuuid"), "macos"};
}

std::optional<ProcessFacts> factsOf(pid_t pid) {
  const auto entry = entryOf(pid);
  if (!entry) return std::nullopt;
  const timeval& start = entry->kp_proc.p_starttime;
  return ProcessFacts{
      entry->kp_eproc.e_ppid,
      static_cast<std::uint64_t>(start.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(start.tv_usec),
      entry->kp_proc.p_stat == SZOMB};
}

std::uint32_t ownerOf(pid_t pid) {
  const auto entry = entryOf(pid);
  return entry ? entry->kp_eproc.e_ucred.cr_uid : UINT32_MAX;
}

std::vector<pid_t> allProcesses() {
  std::vector<pid_t> result;
  for (const kinfo_proc& entry : ask(KERN_PROC_ALL, 0)) {
    if (entry.kp_proc.p_pid > 0) result.push_back(entry.kp_proc.p_pid);
  }
  return result;
}

// The number of arguments, the program's path, zero bytes, the arguments, the environment and an empty text;
// what follows is the kernel's own.
std::optional<std::string> environmentOf(pid_t pid) {
  int limitName[] = {CTL_KERN, KERN_ARGMAX};
  int limit = 0;
  std::size_t size = sizeof limit;
  if (::sysctl(limitName, 2, &limit, &size, nullptr, 0) != 0 || limit <= 0) return std::nullopt;
  std::string text(static_cast<std::size_t>(limit), '\0');
  int name[] = {CTL_KERN, KERN_PROCARGS2, pid};
  size = text.size();
  int arguments = 0;
  if (::sysctl(name, 3, text.data(), &size, nullptr, 0) != 0 || size < sizeof arguments) return std::nullopt;
  text.resize(size);
  std::memcpy(&arguments, text.data(), sizeof arguments);
  std::size_t at = text.find('\0', sizeof arguments);
  at = text.find_first_not_of('\0', at);
  for (; arguments > 0 && at < text.size(); --arguments) {
    const std::size_t end = text.find('\0', at);
    at = end == std::string::npos ? end : end + 1;
  }
  if (at >= text.size()) return std::nullopt;
  const std::size_t end = text[at] == '\0' ? at : text.find(std::string_view("\0\0", 2), at);
  return text.substr(at, end == std::string::npos ? end : end - at + 1);
}

std::vector<pid_t> Family::childrenOf(pid_t parent) {
  return lookAtAll(parent);
}

// No call of macOS holds a process: between the comparison and the signal there is a moment.
ProcessHold::ProcessHold(pid_t pid) : pid_(pid) {}

bool ProcessHold::send(int signal) const {
  return ::kill(pid_, signal) == 0;
}

Descriptor openProcessEnd(pid_t pid) {
  Descriptor queue = closedOnExec(::kqueue());
  struct kevent wanted{};
  EV_SET(&wanted, static_cast<uintptr_t>(pid), EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, nullptr);
  return queue && ::kevent(queue.get(), &wanted, 1, nullptr, 0, nullptr) == 0 ? std::move(queue)
                                                                              : Descriptor();
}

bool adoptsOrphans() {
  return false;
}

Result<void> becomeSubreaper() {
  return fail(ErrorCode::unavailable, "becoming the parent of orphaned processes: that needs Linux");
}

Result<void> setOomScore(pid_t /*pid*/, int /*score*/) {
  return fail(ErrorCode::unavailable, "choosing what ends when memory runs out: that needs Linux");
}

}  // namespace footplate::os
