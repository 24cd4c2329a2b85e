// Written into the run's own group (v2) where it has one, else into groups of v1 controllers.
#include "engines/local/resource_limits.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/control_group.h"

namespace footplate::engines {
namespace {

constexpr int period = 100'000;  // microseconds that a share of the cores is measured over

std::vector<std::string> ownGroups() {
  auto text = readFile("/proc/self/cgroup", 64 * 1024);
  return text ? split(*text, '\n') : std::vector<std::string>();
}

// A new leaf below our group of a v1 controller, "" where none can be made.
std::string makeLeaf(const std::string& controller, const std::string& token) {
  for (const std::string& line : ownGroups()) {
    const auto fields = split(line, ':');
    if (fields.size() != 3) continue;
    const auto names = split(fields[1], ',');
    if (std::ranges::find(names, controller) == names.end()) continue;
    const std::string mount = "/sys/fs/cgroup/" + controller;
    // In a container our group may be the mount itself, whatever its name outside.
    for (const std::string& parent : {mount + (fields[2] == "/" ? "" : fields[2]), mount}) {
      const std::string leaf = parent + "/footplate-" + token;
      if (folderExists(parent) && ::mkdir(leaf.c_str(), 0700) == 0) return leaf;
    }
  }
  return {};
}

bool limitCpus(const std::string& token, const std::string& own, double cpus, LimitGroups& groups) {
  const auto quota = static_cast<std::int64_t>(std::max(cpus, 0.01) * period);
  if (!own.empty() &&
      os::writeGroupFile(own + "/cpu.max", std::to_string(quota) + " " + std::to_string(period)))
    return true;
  const std::string leaf = makeLeaf("cpu", token);
  if (leaf.empty()) return false;
  groups.made.push_back(leaf);
  if (!os::writeGroupFile(leaf + "/cpu.cfs_period_us", std::to_string(period)) ||
      !os::writeGroupFile(leaf + "/cpu.cfs_quota_us", std::to_string(quota)))
    return false;
  groups.joined.push_back(leaf);
  return true;
}

bool limitMemory(const std::string& token, const std::string& own, std::int64_t bytes, LimitGroups& groups) {
  if (!own.empty() && os::writeGroupFile(own + "/memory.max", std::to_string(bytes))) {
    os::writeGroupFile(own + "/memory.swap.max", "0");
    return true;
  }
  const std::string leaf = makeLeaf("memory", token);
  if (leaf.empty()) return false;
  groups.made.push_back(leaf);
  if (!os::writeGroupFile(leaf + "/memory.limit_in_bytes", std::to_string(bytes))) return false;
  groups.joined.push_back(leaf);
  return true;
}

// The number behind a word of a file of "word number" lines, 0 when it is missing.
std::int64_t countIn(const std::string& path, std::string_view word) {
  for (const std::string& line : split(readFile(path, 64 * 1024).value_or(""), '\n')) {
    if (line.starts_with(word) && line.size() > word.size() && line[word.size()] == ' ')
      return std::strtoll(line.c_str() + word.size(), nullptr, 10);
  }
  return 0;
}

constexpr std::string_view killCounter = "oom_kill";

}  // namespace

const char* const whyNotLimited = "the control groups of this machine cannot be written";

LimitGroups makeLimitGroups(const std::string& token, const std::string& own, const ResourceLimits& limits) {
  LimitGroups groups;
  if (limits.none()) return groups;
  // Allowed in the root of a container; elsewhere the kernel refuses while the parent has processes itself.
  if (!own.empty()) {
    os::writeGroupFile(parentPath(own) + "/cgroup.subtree_control", "+cpu");
    os::writeGroupFile(parentPath(own) + "/cgroup.subtree_control", "+memory");
    groups.joined.push_back(own);
  }
  if (limits.cpus > 0 && !limitCpus(token, own, limits.cpus, groups)) groups.missing.cpus = limits.cpus;
  if (limits.memory > 0 && !limitMemory(token, own, limits.memory, groups))
    groups.missing.memory = limits.memory;
  return groups;
}

std::int64_t memoryKills() {
  return countIn("/proc/vmstat", killCounter);
}

bool hadMemoryKill(const std::string& group) {
  return countIn(group + "/memory.events", killCounter) > 0 ||
         countIn(group + "/memory.oom_control", killCounter) > 0;
}

}  // namespace footplate::engines
