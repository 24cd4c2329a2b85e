#include "os/control_group.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "base/fs.h"
#include "base/strings.h"
#include "os/descriptor.h"

namespace footplate::os {

namespace {

// Groups that a job has made: of runs it started itself, of containers.
void removeGroupsBelow(const std::string& folder) {
  for (const std::string& name : listFolder(folder).value_or(std::vector<std::string>())) {
    const std::string below = folder + "/" + name;
    if (!folderExists(below)) continue;
    removeGroupsBelow(below);
    ::rmdir(below.c_str());
  }
}

}  // namespace

// The v2 hierarchy is mounted alone, or beside v1 controllers.
std::string writableControlGroup() {
  for (const std::string& line : split(readFile("/proc/self/cgroup", 64 * 1024).value_or(""), '\n')) {
    if (!line.starts_with("0::")) continue;
    const std::string below = line.substr(3) == "/" ? "" : line.substr(3);
    for (const std::string mount : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
      const std::string folder = mount + below;
      if (!fileExists(mount + "/cgroup.controllers") || !fileExists(folder + "/cgroup.procs")) continue;
      return ::access(folder.c_str(), W_OK) == 0 ? folder : "";
    }
  }
  return {};
}

bool makeControlGroup(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0) return false;
  if (fileExists(folder + "/cgroup.kill")) return true;
  ::rmdir(folder.c_str());
  return false;
}

bool writeGroupFile(const std::string& path, const std::string& word) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file && ::write(file.get(), word.data(), word.size()) == static_cast<ssize_t>(word.size());
}

void killControlGroup(const std::string& folder) {
  writeGroupFile(folder + "/cgroup.kill", "1");
}

// Patient, because a machine under load takes long to end large processes; nobody comes back to it.
void removeControlGroup(const std::string& folder) {
  constexpr int rounds = 1500;
  for (int round = 0; round < rounds && ::rmdir(folder.c_str()) != 0 && errno == EBUSY; ++round) {
    removeGroupsBelow(folder);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace footplate::os
