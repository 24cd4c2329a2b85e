// The phases in order. A request to cancel arrives as a stop, which ends whatever a phase waits for; one made
// before it could reach us stands in the record, which every step asks as it writes its status.
#include "engines/local/command_run.h"

#include <cstdio>

#include "engines/local/local_engine.h"
#include "os/offspring.h"
#include "runner/failure.h"
#include "store/store_folder.h"

namespace footplate::engines {

using store::RunError;
using store::RunStatus;

CommandRun::CommandRun(store::RunStore& store, runner::RunPlan plan, runner::SupervisorNote note,
                       CancelToken stop)
    : store_(store),
      plan_(std::move(plan)),
      stop_(std::move(stop)),
      folder_(store.folder(), plan_.id),
      cache_(store::userCacheFolder()),
      note_(std::move(note)) {}

runner::RunEnd CommandRun::run() {
  if (auto end = takeEarlier()) {
    finalise();
    return *end;
  }
  const Step done = phases();
  finalise();
  runner::RunEnd end = endOf(done);
  offerResults(end);
  return end;
}

runner::RunEnd CommandRun::endOf(const Step& done) const {
  runner::RunEnd end;
  end.ended = nowMs();
  if (!done) {
    const bool canceled = done.error().code == canceledCode;
    end.status = canceled ? RunStatus::canceled : RunStatus::failed;
    if (canceled) return end;
    end.error = done.error();
    constexpr std::size_t lines = 20;
    end.error->logTail = runner::lastLines(runner::endOfFile(folder_.log(), 16 * 1024), lines);
    return end;
  }
  const os::ExitStatus& status = outcome_->status;
  (status.signal ? end.signal : end.exitCode) = status.signal ? status.signal : status.code;
  if (outcome_->canceled || outcome_->timedOut) {
    end.status = RunStatus::canceled;
  } else {
    end.status = status.ok() ? RunStatus::completed : RunStatus::failed;
  }
  if (outcome_->timedOut) {
    end.error = RunError{"timeout", "the run took longer than its limits.timeout of " +
                                        std::to_string(plan_.timeoutSeconds) + " s"};
  } else if (end.status == RunStatus::failed) {
    end.error = failureOf(*outcome_);
  }
  return end;
}

RunError CommandRun::failureOf(const JobOutcome& outcome) const {
  runner::FailureFacts facts;
  facts.status = outcome.status;
  facts.outOfMemory = outcome.outOfMemory;
  facts.who = outcome.who;
  const runner::EnvironmentSpec& spec = plan_.environment;
  const std::string name = spec.name.empty() ? spec.image : spec.name;
  facts.environment = (name.empty() ? environment_.python : name) + " (Python " + environment_.version +
                      ", " + environment_.how + ")";
  facts.paths = runner::SourcePaths(note_.work + "/code", runner::codeOf(plan_), folder_);
  return runner::explainFailure(facts, folder_.log());
}

Step CommandRun::phases() {
  for (Step (CommandRun::*phase)() :
       {&CommandRun::takePlace, &CommandRun::prepare, &CommandRun::deliver, &CommandRun::locateInputs,
        &CommandRun::makeOutputs, &CommandRun::showInCode, &CommandRun::startTracking,
        &CommandRun::runCommand, &CommandRun::keepOutputs}) {
    if (Step done = (this->*phase)(); !done) return done;
  }
  return {};
}

Step CommandRun::enter(RunStatus status, const std::string& phase,
                       const std::function<void(store::Run&)>& more) {
  bool wanted = stop_.stop_requested();
  auto run = store_.update(plan_.id, [&](store::Run& record) -> Result<void> {
    if (record.status == RunStatus::cancelRequested) {
      wanted = true;
    } else if (!store::isTerminal(record.status)) {
      record.status = status;
    }
    record.handle = localHandle(plan_.id, plan_.root);
    store::enterPhase(record, phase, nowMs());
    if (more) more(record);
    return {};
  });
  if (!run) return failedStep("store", run.error());
  if (wanted && status != RunStatus::finalizing) {
    return failedStep(canceledCode, {ErrorCode::canceled, "canceled before the command was started"});
  }
  return {};
}

void CommandRun::finalise() {
  if (outcome_) static_cast<void>(enter(RunStatus::finalizing, "Finalizing"));
  finishTracking();
  // Where whatever the job has left came to us, every process of the machine need not be asked for its mark.
  const bool nothingLeft =
      os::adoptsOrphans() && os::adoptedProcesses().empty() && os::childrenRunning() == 0;
  nothingLeft ? runner::removePlaces(note_) : static_cast<void>(runner::sweep(note_));
  overlay_.reset();
}

// Progress of preparing goes where people look first.
void CommandRun::say(std::string_view line) const {
  std::FILE* log = std::fopen(folder_.log().c_str(), "ae");
  if (!log) return;
  std::fprintf(log, "%.*s\n", static_cast<int>(line.size()), line.data());
  std::fclose(log);
}

}  // namespace footplate::engines
