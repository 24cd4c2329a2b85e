#include "engines/local/control_group.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"

namespace footplate::engines {
namespace {

constexpr int period = 100'000;  // microseconds that a share of the cores is measured over

std::vector<std::string> ownGroups() {
  auto text = readFile("/proc/self/cgroup", 64 * 1024);
  return text ? split(*text, '\n') : std::vector<std::string>();
}

// Where the v2 hierarchy is mounted: alone, or beside v1 controllers.
std::string ownGroupFolder() {
  for (const std::string& line : ownGroups()) {
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
  if (!own.empty() && writeGroupFile(own + "/cpu.max", std::to_string(quota) + " " + std::to_string(period)))
    return true;
  const std::string leaf = makeLeaf("cpu", token);
  if (leaf.empty()) return false;
  groups.made.push_back(leaf);
  if (!writeGroupFile(leaf + "/cpu.cfs_period_us", std::to_string(period)) ||
      !writeGroupFile(leaf + "/cpu.cfs_quota_us", std::to_string(quota)))
    return false;
  groups.joined.push_back(leaf);
  return true;
}

bool limitMemory(const std::string& token, const std::string& own, std::int64_t bytes, LimitGroups& groups) {
  if (!own.empty() && writeGroupFile(own + "/memory.max", std::to_string(bytes))) {
    writeGroupFile(own + "/memory.swap.max", "0");
    return true;
  }
  const std::string leaf = makeLeaf("memory", token);
  if (leaf.empty()) return false;
  groups.made.push_back(leaf);
  if (!writeGroupFile(leaf + "/memory.limit_in_bytes", std::to_string(bytes))) return false;
  groups.joined.push_back(leaf);
  return true;
}

}  // namespace

bool writeGroupFile(const std::string& path, const std::string& word) {
  int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool good = ::write(fd, word.data(), word.size()) == static_cast<ssize_t>(word.size());
  ::close(fd);
  return good;
}

std::string controlGroupFor(const std::string& token) {
  const std::string parent = ownGroupFolder();
  if (parent.empty() || ::access(parent.c_str(), W_OK) != 0) return {};
  return parent + "/footplate-" + token;
}

bool makeControlGroup(const std::string& leaf) {
  if (::mkdir(leaf.c_str(), 0700) != 0) return false;
  if (fileExists(leaf + "/cgroup.kill")) return true;
  ::rmdir(leaf.c_str());
  return false;
}

ResourceLimits ResourceLimits::below(double cores, std::int64_t bytes) const {
  return {cpus < cores ? cpus : 0, memory < bytes ? memory : 0};
}

std::string ResourceLimits::describe() const {
  std::string text;
  char number[48];
  if (cpus > 0) {
    std::snprintf(number, sizeof number, "%g core%s", cpus, cpus == 1 ? "" : "s");
    text = number;
  }
  if (memory > 0) {
    const double mebibytes = static_cast<double>(memory) / (1 << 20);
    const bool large = mebibytes >= 1024;
    std::snprintf(number, sizeof number, "%.4g %s", large ? mebibytes / 1024 : mebibytes,
                  large ? "GiB" : "MiB");
    text += (text.empty() ? "" : " and ") + std::string(number);
  }
  return text;
}

ResourceLimits ownResources() {
  return {static_cast<double>(std::max(1U, std::thread::hardware_concurrency())),
          std::int64_t{::sysconf(_SC_PHYS_PAGES)} * ::sysconf(_SC_PAGESIZE)};
}

LimitGroups makeLimitGroups(const std::string& token, const std::string& own, const ResourceLimits& limits) {
  LimitGroups groups;
  if (limits.none()) return groups;
  // Allowed in the root of a container; elsewhere the kernel refuses while the parent has processes itself.
  if (!own.empty()) {
    writeGroupFile(parentPath(own) + "/cgroup.subtree_control", "+cpu");
    writeGroupFile(parentPath(own) + "/cgroup.subtree_control", "+memory");
    groups.joined.push_back(own);
  }
  if (limits.cpus > 0 && !limitCpus(token, own, limits.cpus, groups)) groups.missing.cpus = limits.cpus;
  if (limits.memory > 0 && !limitMemory(token, own, limits.memory, groups))
    groups.missing.memory = limits.memory;
  return groups;
}

std::string joinText(const std::vector<std::string>& groups) {
  std::string text;
  for (const std::string& folder : groups) text += "echo $$ > " + shellQuote(folder + "/cgroup.procs") + "; ";
  return text;
}

}  // namespace footplate::engines
