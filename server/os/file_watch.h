// Hearing of changes to files and folders.
//
// Where events do not come (network file systems, no watches left, macOS) the path is looked at every 250 ms
// instead; the caller sees no difference but `isPolling()`. A missing path is reported when it appears. One
// thread waits; add and remove may be called from any thread.
//
//   auto watch = FileWatch::create();
//   (*watch)->add(folder + "/user_logs/std_log.txt");
//   while (!token.stop_requested()) for (const std::string& path : (*watch)->wait(1000, token)) …
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"

namespace footplate::os {

class FileWatch {
 public:
  virtual ~FileWatch() = default;

  // `poll` uses no events: for tests and for machines that forbid it.
  static Result<std::unique_ptr<FileWatch>> create(bool poll = false);

  // A file, or a folder whose direct entries are meant. Adding twice is fine.
  virtual void add(const std::string& path) = 0;
  virtual void remove(const std::string& path) = 0;
  // The added paths that changed, each once, sorted; empty after the time or a stop. timeoutMs < 0 waits for
  // ever.
  virtual std::vector<std::string> wait(std::int64_t timeoutMs, CancelToken token = {}) = 0;
  virtual bool isPolling() const = 0;  // at least one path is looked at by the clock
};

}  // namespace footplate::os
