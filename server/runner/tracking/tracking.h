// MLflow's REST calls for one run, on loopback, and the metrics that come in other ways.
//
// The supervisor owns one Tracking for the time of its run. Requests need the token, a loopback Host and no
// Origin; they may write this run and the children made through it, nothing else. A request is answered after
// what it reports is stored: histories in the run's metric file, last values in the database.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/run_store.h"

namespace footplate::runner {

class Tracking {
 public:
  // Serves `runId` of `store` on 127.0.0.1 at a random port. `store` outlives the object.
  static Result<std::unique_ptr<Tracking>> start(store::RunStore& store, const std::string& runId);
  ~Tracking();
  Tracking(const Tracking&) = delete;
  Tracking& operator=(const Tracking&) = delete;

  std::string uri() const;    // for MLFLOW_TRACKING_URI
  std::string token() const;  // for MLFLOW_TRACKING_TOKEN

  // Lines of $FOOTPLATE_METRICS_FILE: {"name","value","step"?,"time"?} each; lines that are no such object
  // are passed over.
  void addMetricLines(std::string_view lines);
  // What the retired v1 SDK prints where it has no service: "Attempted to log scalar metric NAME:" and the
  // value on the next line; lists, rows and tags too.
  void addLogText(std::string_view text);

  // Stops answering and stores what is waiting.
  Result<void> finish();

 private:
  struct State;
  explicit Tracking(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace footplate::runner
