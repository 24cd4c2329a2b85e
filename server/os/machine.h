// Facts of this machine that are asked now and then: ports, limits, space. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace footplate::os {

// Whether somebody listens on 127.0.0.1 (or all addresses) at this TCP port. Nothing is connected to.
bool isListening(int port);

struct DiskSpace {
  std::uint64_t freeBytes = 0;  // for this user
  std::uint64_t totalBytes = 0;
  bool mayExecute = true;  // not mounted noexec
  bool readOnly = false;
};
// Of the file system that `path`, or its nearest ancestor that exists, is on.
std::optional<DiskSpace> diskSpace(const std::string& path);

// This process's control group (v2) where a group can be made below it, else "".
std::string writableControlGroup();

// Milliseconds since the machine was started, sleep included: a clock that nobody sets.
std::int64_t sinceStartMs();

// The number in a file of /proc or /sys; nothing when it is missing.
std::optional<std::int64_t> numberIn(const std::string& path);

// Whether the current user may make files in the folder, or make the folder itself.
bool mayWrite(const std::string& folder);

}  // namespace footplate::os
