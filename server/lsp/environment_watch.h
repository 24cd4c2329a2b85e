// Hears of changes in the environments of the user's cache: builds that begin, end or fail, whoever started
// them, and runs that use one.
//
// A thread of its own waits for file events of the cache's folder; `told` is called on it, at most twice a
// second. Made for the first client that asks for environments.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "base/cancel.h"
#include "os/file_watch.h"

namespace footplate::lsp {

class EnvironmentWatch {
 public:
  // When each was written, by name: what there is news of.
  using Entries = std::map<std::string, std::int64_t>;

  // `folder` is runner::environmentsFolder(); it need not be there yet.
  EnvironmentWatch(std::string folder, std::function<void()> told);
  ~EnvironmentWatch();

 private:
  void run(Entries before, const CancelToken& token);

  const std::string folder_;
  const std::function<void()> told_;
  std::unique_ptr<os::FileWatch> files_;
  std::jthread thread_;
};

}  // namespace footplate::lsp
