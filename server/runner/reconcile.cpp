// Whoever looks at runs settles the lost ones first: unfinished, yet nobody holds the lock.
#include <chrono>
#include <optional>
#include <thread>

#include "base/fs.h"
#include "base/log.h"
#include "os/lock_file.h"
#include "os/machine.h"
#include "runner/run_end.h"
#include "runner/runner.h"
#include "runner/supervisor_note.h"
#include "runner/tracking/tracked_runs.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

RunEnd endOfLost(const store::Run& run, bool restarted, bool isStep) {
  RunEnd end;
  end.status = store::RunStatus::failed;
  if (isStep && run.status == store::RunStatus::notStarted) {
    end.status = store::RunStatus::canceled;
    end.error = store::RunError{"skipped", "not started: its pipeline's supervisor ended before"};
    end.ended = nowMs();
    return end;
  }
  if (restarted) {
    end.error =
        store::RunError{"machineRestarted", "the machine was started again while the run was going on"};
  } else if (run.status == store::RunStatus::cancelRequested) {
    end.status = store::RunStatus::canceled;
  } else {
    end.error =
        store::RunError{"supervisorLost", "the process that looked after the run ended before the run did"};
  }
  end.ended = nowMs();
  return end;
}

// A supervisor that was killed leaves its lock to its caretaker until nothing of the run is left: a moment,
// and rarely more. Whether the lock is free now.
bool isFreeSoon(const SupervisorNote& note, const store::RunFolder& folder) {
  if (!note.supervisor || os::presenceOf(note.who) != os::Presence::gone) return false;
  constexpr std::chrono::milliseconds pause(2);
  constexpr int rounds = 500;
  for (int round = 0; round < rounds; ++round) {
    if (!os::isLocked(folder.lock())) return true;
    std::this_thread::sleep_for(pause);
  }
  return false;
}

// The note of a run that was going on when the power went may not have reached the disk, as its record has.
bool isFromAnotherBoot(const store::Run& run, const std::optional<SupervisorNote>& note) {
  if (note) return note->who.place.bootId != os::thisPlace().bootId;
  return run.created < nowMs() - os::sinceStartMs();
}

// True when the run got its end here. The caller knows that it is unfinished.
bool settle(store::RunStore& store, const std::string& id) {
  store::RunFolder folder(store.folder(), id);
  if (!folderExists(folder.path())) {
    // Its files were removed by hand: nothing can be looked after any more.
    auto run = store.find(id);
    return run && applyEnd(store, id, endOfLost(*run, false, false)).has_value();
  }
  auto note = readNote(folder);
  const bool ours = note && isOurs(*note, folder);
  if (os::isLocked(folder.lock()) && !(ours && isFreeSoon(*note, folder))) return false;
  if (note && !ours && os::presenceOf(note->who) != os::Presence::gone) {
    return false;  // a copy of a store whose run lives, or lived, elsewhere
  }
  auto lock = os::LockFile::tryLock(folder.lock());
  if (!lock) return false;
  auto run = store.find(id);
  if (!run || store::isTerminal(run->status)) return false;
  // What was read before may have been the submitter's: the supervisor's knows of the control group.
  if (ours) note = readNote(folder);
  const bool restarted = isFromAnotherBoot(*run, note);
  if (ours && note && !restarted) {
    int left = sweep(*note);
    if (left > 0) logInfo("ended " + std::to_string(left) + " processes left by the run " + id);
  } else if (ours && note) {
    sweep(*note);  // another boot: only its temporary folder
  }
  static_cast<void>(recoverMetrics(store, id));
  auto written = readEnd(folder);
  const RunEnd end = written ? *written : endOfLost(*run, restarted, note && note->step);
  const bool told = applyEnd(store, id, end).has_value();
  if (told) releaseEnd(folder);
  return told;
}

}  // namespace

Result<std::vector<std::string>> reconcile(store::RunStore& store) {
  std::vector<std::string> changed;
  if (store.readOnly()) return changed;
  auto open = store.unfinished();
  if (!open) return fail(open.error());
  for (const std::string& id : *open) {
    if (settle(store, id)) changed.push_back(id);
  }
  return changed;
}

}  // namespace footplate::runner
