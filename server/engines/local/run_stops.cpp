#include "engines/local/run_stops.h"

#include <vector>

namespace footplate::engines {

CancelToken RunStops::add(const std::string& runId) {
  const std::lock_guard guard(mutex_);
  return sources_[runId].get_token();
}

void RunStops::remove(const std::string& runId) {
  const std::lock_guard guard(mutex_);
  sources_.erase(runId);
}

void RunStops::request(const std::string& runId) {
  CancelSource source{std::nostopstate};
  {
    const std::lock_guard guard(mutex_);
    const auto found = sources_.find(runId);
    if (found == sources_.end()) return;
    source = found->second;
  }
  // Outside the lock: a stop runs the callbacks of those who wait.
  source.request_stop();
}

void RunStops::look(const store::RunStore& store) {
  std::vector<std::string> ids;
  {
    const std::lock_guard guard(mutex_);
    for (const auto& [id, source] : sources_) ids.push_back(id);
  }
  for (const std::string& id : ids) {
    const auto run = store.find(id);
    if (run && run->status == store::RunStatus::cancelRequested) request(id);
  }
}

}  // namespace footplate::engines
