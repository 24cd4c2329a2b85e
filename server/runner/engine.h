// Where runs run: the one small interface that local, ssh, slurm and the rest implement.
//
// A handle is opaque text kept in the run's record, so a program that starts again finds its runs. What an
// engine can do beyond these five verbs is a capability, not a subclass. Implementations are stateless
// and may be used from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/run_plan.h"
#include "store/run_record.h"

namespace footplate::runner {

using Handle = std::string;

struct Capabilities {
  std::string name;  // "local"
};

struct EngineStatus {
  store::RunStatus status = store::RunStatus::notStarted;
  bool lost = false;  // unfinished, and nobody works on it any more
};

// Takes bytes of the log in order; false stops the reading.
using LogSink = std::function<bool(std::string_view)>;

class Engine {
 public:
  virtual ~Engine() = default;

  virtual Capabilities capabilities() const = 0;

  // Begins the run whose record exists already. `lockFd` is the open descriptor that holds the run's lock;
  // an engine with a process of its own on this machine hands it on. Returns before the run ends.
  virtual Result<Handle> start(const RunPlan& plan, int lockFd) = 0;

  virtual Result<EngineStatus> status(const Handle& handle) = 0;

  // Asks the run to end; the record is CancelRequested already. A run that has ended is no error.
  virtual Result<void> cancel(const Handle& handle) = 0;

  // Gives the log from byte `from` to `sink` up to what is there now; the offset after the last byte given.
  virtual Result<std::uint64_t> readLog(const Handle& handle, std::uint64_t from, const LogSink& sink) = 0;
};

}  // namespace footplate::runner
