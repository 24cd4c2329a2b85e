// Hears of changes in the stores of the window's projects and tells their runs' ids, at most ten times a
// second.
//
// A thread of its own opens the stores and waits for their file events, so that neither a slow disk nor a
// client that does not read holds up anybody. watch() may be called from any thread; `told` is called on the
// watching one.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/cancel.h"
#include "os/file_watch.h"

namespace footplate::lsp {

class RunWatch {
 public:
  using Told = std::function<void(const std::string& root, const std::vector<std::string>& ids)>;

  explicit RunWatch(Told told);
  ~RunWatch();

  // The projects to watch from now on. A project without a store is watched until it has one.
  void watch(const std::vector<std::string>& roots);

 private:
  struct Project;

  void run();
  bool prepare(CancelToken& token);
  void change(const std::vector<std::string>& roots);
  void follow(const std::string& root, Project& project);
  static bool open(const std::string& root, Project& project);
  void look(const std::string& root, Project& project);

  Told told_;
  std::unique_ptr<os::FileWatch> files_;
  std::map<std::string, Project> projects_;  // the thread's own

  std::mutex mutex_;  // of what follows
  std::condition_variable pause_;
  std::optional<std::vector<std::string>> wanted_;
  CancelSource wake_;  // ends the present wait for events
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace footplate::lsp
