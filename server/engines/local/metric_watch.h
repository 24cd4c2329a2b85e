// Metrics of scripts that do not speak MLflow: lines appended to $FOOTPLATE_METRICS_FILE, and what the
// retired v1 SDK prints. A thread of its own reads what comes, by file events.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "os/file_watch.h"
#include "runner/log_clock.h"
#include "runner/tracking/tracking.h"

namespace footplate::engines {

class MetricWatch {
 public:
  // `tracking` outlives the object. How the log grows is noted beside its folder (log_times). A watch that
  // cannot be made only reads at the end.
  MetricWatch(runner::Tracking& tracking, std::string metricsFile, std::string log);
  ~MetricWatch();  // as finish
  // Reads what is left and ends the thread.
  void finish();

 private:
  struct Tail {
    std::string path;
    std::uint64_t at = 0;
  };
  void follow(CancelToken stop);
  void readNew();
  template <class Take>
  void readTail(Tail& tail, const Take& take);

  runner::Tracking& tracking_;
  Tail metrics_;
  Tail log_;
  runner::LogClock clock_;
  std::unique_ptr<os::FileWatch> watch_;
  std::jthread thread_;
};

}  // namespace footplate::engines
