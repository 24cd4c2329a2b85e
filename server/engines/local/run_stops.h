// Who in this process can be asked to stop: one stop source for each step of a pipeline. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/cancel.h"
#include "store/run_store.h"

namespace footplate::engines {

class RunStops {
 public:
  CancelToken add(const std::string& runId);
  void remove(const std::string& runId);
  void request(const std::string& runId);
  // Stops the runs among ours whose record says that they shall be canceled.
  void look(const store::RunStore& store);

 private:
  std::mutex mutex_;
  std::map<std::string, CancelSource> sources_;
};

}  // namespace footplate::engines
