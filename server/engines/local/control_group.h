// Control groups of a job: one (v2) by which its processes are found and ended at once, and those (v2, or v1
// where that is what there is) that hold it to a share of the machine. Where none can be written there are
// none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace footplate::engines {

// Where the run with this token would have a leaf below this process's own control group (v2); "" where none
// can be made.
std::string controlGroupFor(const std::string& token);
// Makes it; false where it cannot be, or cannot be ended as a whole.
bool makeControlGroup(const std::string& leaf);

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

// Limits for the run with this token. `own` is what makeControlGroup gave.
LimitGroups makeLimitGroups(const std::string& token, const std::string& own, const ResourceLimits& limits);

// Shell text that joins the groups before what follows on the same line; "" for none.
std::string joinText(const std::vector<std::string>& groups);

// Writes a word into a file of a group; false where the kernel refuses.
bool writeGroupFile(const std::string& path, const std::string& word);

}  // namespace footplate::engines
