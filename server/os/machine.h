// Facts of this machine that are asked now and then: ports, limits, space. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace footplate::os {

// Whether somebody listens on 127.0.0.1 (or all addresses) at this TCP port. Nothing is connected to. On
// macOS only programs of this user are seen.
bool isListening(int port);

// The name of the network interface that 127.0.0.1 is on.
extern const char* const loopbackInterface;

struct DiskSpace {
  std::uint64_t freeBytes = 0;  // for this user
  std::uint64_t totalBytes = 0;
  bool mayExecute = true;  // not mounted noexec
  bool readOnly = false;
};
// Of the file system that `path`, or its nearest ancestor that exists, is on.
std::optional<DiskSpace> diskSpace(const std::string& path);

// Whether the file system that this path is on is mounted noexec.
bool forbidsPrograms(const std::string& path);

// Whether a path is on a file system that other machines write to as well.
bool isOnNetwork(const std::string& path);

// Milliseconds since the machine was started, sleep included: a clock that nobody sets.
std::int64_t sinceStartMs();

// How many files a user may have events of (FileWatch); nothing where the system gives none.
struct WatchLimits {
  std::int64_t watches = 0;
  std::int64_t instances = 0;
};
std::optional<WatchLimits> watchLimits();

// Whether the current user may make files in the folder, or make the folder itself.
bool mayWrite(const std::string& folder);

// Memory that was freed goes back to the system.
void giveMemoryBack();

}  // namespace footplate::os
