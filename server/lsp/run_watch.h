// Hears of changes in the stores of the window's projects and tells their runs' ids, at most ten times a
// second.
//
// A thread of its own waits for file events of the stores; watch() and the destructor may be called from the
// owning thread; `told` is called on the watching thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "os/file_watch.h"
#include "store/run_store.h"

namespace footplate::lsp {

class RunWatch {
 public:
  using Told = std::function<void(const std::string& root, const std::vector<std::string>& ids)>;

  explicit RunWatch(Told told);
  ~RunWatch();

  // The projects to watch from now on. A project without a store is watched until it has one.
  void watch(const std::vector<std::string>& roots);

 private:
  struct Project {
    std::vector<std::string> paths;  // watched for it
    std::optional<store::RunStore> store;
    std::int64_t version = 0;
  };

  void run(const CancelToken& token);
  void follow(const std::string& root, Project& project);
  void look(const std::string& root, Project& project);

  Told told_;
  std::unique_ptr<os::FileWatch> files_;
  std::mutex mutex_;
  std::map<std::string, Project> projects_;
  std::jthread thread_;
};

}  // namespace footplate::lsp
