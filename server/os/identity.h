// Which process on which machine: what must agree before a signal is sent.
//
// A pid alone says nothing: it is used again after a restart, in another container, on another machine that
// sees the same folder. A ProcessIdentity written to disk can be compared later. All functions may be called
// from any thread.
//
//   std::string text = identityOf(child.pid())->toText();        // into the run's record
//   auto who = ProcessIdentity::fromText(text);
//   if (who && presenceOf(*who) == Presence::alive) signalProcess(*who, SIGTERM);
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace footplate::os {

// This user on this start of this machine, in this pid namespace.
struct Place {
  std::uint32_t uid = 0;
  std::string machineId;     // given when it was installed; the host's name where there is none
  std::string bootId;        // new at every start of the kernel
  std::string pidNamespace;  // "pid:[4026531836]"; "macos" where there is but one
  bool operator==(const Place&) const = default;
};
const Place& thisPlace();

struct ProcessIdentity {
  Place place;
  pid_t pid = 0;
  std::uint64_t startTime = 0;  // clock ticks after the machine's start; on macOS microseconds after 1970

  std::string toText() const;  // one line without spaces in its fields
  static std::optional<ProcessIdentity> fromText(std::string_view text);
  bool operator==(const ProcessIdentity&) const = default;
};

enum class Presence {
  alive,
  gone,       // ended (a zombie counts as ended), or the pid is another process now
  restarted,  // the machine was started again since
  foreign,    // another machine, user or pid namespace: nothing can be said and nothing may be sent
};

// notFound when there is no such process (or only its zombie).
Result<ProcessIdentity> identityOf(pid_t pid);
ProcessIdentity ownIdentity();
Presence presenceOf(const ProcessIdentity& who);
bool isSameProcess(const ProcessIdentity& who, pid_t pid);

// Sends after all five facts were compared, on Linux by a pidfd, so that no other process can be hit.
// notFound when it is gone or the machine was restarted, conflict when it is foreign.
Result<void> signalProcess(const ProcessIdentity& who, int signal);

// Living processes of ours whose environment has NAME=value, without this one: what is left of a run that
// called setsid. The environment is the one they were started with. macOS hides that of its own programs
// (/bin/sleep) from everybody.
std::vector<ProcessIdentity> processesWithVariable(std::string_view name, std::string_view value);
// Descendants of a process, children first level first; without zombies.
std::vector<ProcessIdentity> descendantsOf(pid_t pid);

// The direct children of a process, zombies among them.
struct ChildProcess {
  pid_t pid = 0;
  bool ended = false;  // a zombie
};
std::vector<ChildProcess> childrenOf(pid_t pid);

// Living processes of ours in the session that this process began (Grouping::session), itself included.
std::vector<ProcessIdentity> membersOfSession(pid_t leader);

// From now on orphaned descendants become our children, not init's. unavailable on macOS.
Result<void> becomeSubreaper();
// Makes the kernel take this process first (0 … 1000) when memory runs out. unavailable on macOS.
Result<void> setOomScore(pid_t pid, int score);

}  // namespace footplate::os
