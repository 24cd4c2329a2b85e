// What the JSON of a run says of the queue it waits in.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "runner/pools/pool.h"
#include "store/run_record.h"
#include "store/run_store.h"

namespace footplate::commands {

// Looks at each pool once, and only where a run is queued.
class Queues {
 public:
  explicit Queues(const store::RunStore& store) : folder_(store.folder()) {}

  // Adds `queue` to a run that waits for nodes; nothing to another.
  void addTo(nlohmann::json& json, const store::Run& run);

 private:
  std::string folder_;
  std::map<std::string, runner::PoolState> known_;
};

// A pool as `compute` shows it (protocol/footplate.yaml: Compute).
nlohmann::json poolJson(const runner::PoolState& state);

}  // namespace footplate::commands
