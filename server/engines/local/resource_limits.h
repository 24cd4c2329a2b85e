// A job's share of the machine: what it is held to, by which control groups, and how it is seen that memory
// ran out. Linux only: on macOS nothing is limited, and the run's log says so.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace footplate::engines {

struct ResourceLimits {
  double cpus = 0;          // cores; 0 = no limit
  std::int64_t memory = 0;  // bytes; 0 = no limit

  // Without what this machine does not exceed anyway.
  ResourceLimits below(double cores, std::int64_t bytes) const;
  bool none() const { return cpus <= 0 && memory <= 0; }
  std::string describe() const;  // "2 cores and 512 MiB"
};

// Cores and memory of this machine.
ResourceLimits ownResources();

// Folders that a process joins by writing to their cgroup.procs.
struct LimitGroups {
  std::vector<std::string> made;    // new ones, to be removed
  std::vector<std::string> joined;  // all that count
  ResourceLimits missing;           // what could not be limited
};

// Limits for the run with this token. `own` is the run's control group (os/control_group.h), "" for none.
LimitGroups makeLimitGroups(const std::string& token, const std::string& own, const ResourceLimits& limits);

// Why limits are missing, for people.
extern const char* const whyNotLimited;

// Shell text that joins the groups before what follows on the same line; "" for none.
std::string joinText(const std::vector<std::string>& groups);

// How many processes the kernel has ended for want of memory: on the whole machine, 0 where it does not
// count; and whether it was one of this group.
std::int64_t memoryKills();
bool hadMemoryKill(const std::string& group);

}  // namespace footplate::engines
