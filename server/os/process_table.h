// What the system tells of its processes, for os/ alone: linux/ reads /proc, macos/ asks by sysctl. Any
// thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "os/descriptor.h"
#include "os/identity.h"

namespace footplate::os {

struct ProcessFacts {
  pid_t parent = 0;
  std::uint64_t startTime = 0;  // in the units of ProcessIdentity
  bool ended = false;           // a zombie
};
std::optional<ProcessFacts> factsOf(pid_t pid);  // nothing when there is no such process

std::uint32_t ownerOf(pid_t pid);  // the effective user; UINT32_MAX when there is no such process
std::vector<pid_t> allProcesses();

// "NAME=value" texts, each ended by a zero byte, as the process was started with them; nothing where they
// cannot be read.
std::optional<std::string> environmentOf(pid_t pid);

// Who is whose child, zombies among them. What had to be found by looking at all is kept for later questions.
class Family {
 public:
  std::vector<pid_t> childrenOf(pid_t parent);

 private:
  const std::vector<pid_t>& lookAtAll(pid_t parent);
  std::optional<std::map<pid_t, std::vector<pid_t>>> known_;
};

// All of it but the user.
Place placeOfSystem();

// The name of this machine in its network, where the system has no better id for it.
std::string hostId();

// Holds on to a process where the system can: what it stands for cannot become another process.
class ProcessHold {
 public:
  explicit ProcessHold(pid_t pid);
  bool send(int signal) const;  // false with errno

 private:
  pid_t pid_;
  Descriptor handle_;
};

}  // namespace footplate::os
