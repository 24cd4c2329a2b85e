// Submitting and cancelling. The order in submit matters: the run's lock is held before its record exists, so
// an unfinished record with a free lock always means that whoever worked on it is gone.
#include <map>

#include "base/fs.h"
#include "base/hash.h"
#include "base/log.h"
#include "os/lock_file.h"
#include "os/machine.h"
#include "runner/data/output_delivery.h"
#include "runner/new_run.h"
#include "runner/pools/pool.h"
#include "runner/restore.h"
#include "runner/runner.h"
#include "runner/snapshots/snapshot.h"
#include "runner/supervisor_note.h"
#include "store/object_store.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

// A folder left by a submit that was cut off before its record is taken over; another run's is not.
Result<os::LockFile> claimFolder(const store::RunStore& store, const store::RunFolder& folder,
                                 const std::string& id) {
  if (auto made = folder.make(); !made) return fail(made.error());
  auto lock = os::LockFile::tryLock(folder.lock());
  if (!lock) {
    bool held = lock.error().code == ErrorCode::conflict;
    return held ? fail(ErrorCode::conflict, "the run " + id + " exists already; choose another name")
                : fail(lock.error());
  }
  auto known = store.find(id);
  if (known && known->id == id) {
    return fail(ErrorCode::conflict, "the run " + id + " exists already; choose another name");
  }
  return lock;
}

// Of the run's code, or of each step's; code that several steps share is walked once.
Result<void> takeSnapshots(RunPlan& plan, store::ObjectStore& objects, const std::string& index,
                           std::map<CodeSource, Snapshot>& taken) {
  for (RunPlan& step : plan.steps) {
    if (auto done = takeSnapshots(step, objects, index, taken); !done) return done;
  }
  if (!plan.steps.empty() || plan.kind == "if_else") return {};
  if (!plan.snapshot.empty()) {  // a plan that is run again has its snapshot already
    if (objects.has(plan.snapshot)) return {};
    return fail(ErrorCode::notFound,
                "running again: the snapshot " + plan.snapshot + " is gone with its run");
  }
  auto known = taken.find(codeOf(plan));
  if (known == taken.end()) {
    auto snapshot = takeSnapshot(codeOf(plan), objects, index);
    if (!snapshot) return fail(snapshot.error());
    known = taken.emplace(codeOf(plan), std::move(*snapshot)).first;
  }
  plan.snapshot = known->second.hash;
  plan.snapshotFiles = known->second.files;
  plan.snapshotBytes = known->second.bytes;
  return {};
}

// What the compute files say now counts for runs that wait already, too.
void rememberPools(const std::string& storeFolder, const RunPlan& plan) {
  if (plan.steps.empty()) {
    if (auto kept = rememberPool(storeFolder, poolOf(plan)); !kept) logWarn(kept.error().message);
  }
  for (const RunPlan& step : plan.steps) rememberPools(storeFolder, step);
}

store::Run settleFailedStart(store::RunStore& store, const store::Run& run, const Error& error) {
  auto changed = store.update(run.id, [&](store::Run& record) -> Result<void> {
    record.status = store::RunStatus::failed;
    record.error = store::RunError{"startFailed", error.message};
    return {};
  });
  return changed ? *changed : run;
}

}  // namespace

Result<store::Run> submit(RunPlan plan, Engine& engine) {
  auto store = openStore(plan.root);
  if (!store) return fail(store.error());
  TimeMs now = nowMs();
  if (plan.id.empty()) plan.id = store::makeRunId(now);
  if (!store::isValidRunId(plan.id)) {
    return fail(ErrorCode::usage,
                "'" + plan.id + "' cannot name a run; use letters, digits, '-' and '_', at most 255");
  }
  if (auto good = checkNewAssets(plan); !good) return fail(good.error());
  store::ObjectStore objects(store->folder() + "/objects");
  // What is stored now is named by nothing before the record is there.
  auto held = objects.hold();
  if (!held) return fail(held.error());
  std::map<CodeSource, Snapshot> snapshots;
  if (auto taken = takeSnapshots(plan, objects, store->folder() + "/snapshot-index", snapshots); !taken)
    return fail(taken.error());

  store::RunFolder folder(store->folder(), plan.id);
  auto lock = claimFolder(*store, folder, plan.id);
  if (!lock) return fail(lock.error());
  SupervisorNote note;
  note.who = os::ownIdentity();
  note.token = randomHex(16);
  note.lockInode = inodeOf(folder.lock());
  note.submitted = os::sinceStartMs();
  if (auto written = writeNote(folder, note); !written) return fail(written.error());
  if (auto written = writeFileAtomic(folder.plan(), toJson(plan)); !written) return fail(written.error());

  rememberPools(store->folder(), plan);
  store::Run run = newRun(plan, engine.capabilities().name, now);
  if (auto inserted = store->insert(run); !inserted) return fail(inserted.error());
  auto handle = engine.start(plan, lock->fd());
  if (!handle) {
    settleFailedStart(*store, run, handle.error());
    return fail(handle.error());
  }
  return store->update(run.id, [&](store::Run& record) -> Result<void> {
    record.handle = *handle;
    return {};
  });
}

Result<store::Run> cancel(store::RunStore& store, const std::string& id, Engine& engine) {
  store::RunFolder folder(store.folder(), id);
  auto note = readNote(folder);
  if (note && (!isOurs(*note, folder) || os::presenceOf(note->who) == os::Presence::foreign)) {
    return fail(
        ErrorCode::conflict,
        "the run " + id + " belongs to another machine, user or copy of this project; cancel it there");
  }
  auto requested = store.update(id, [&](store::Run& run) -> Result<void> {
    if (store::isTerminal(run.status)) {
      return fail(ErrorCode::conflict, "the run " + run.id + " has ended already: " + statusName(run.status));
    }
    run.status = store::RunStatus::cancelRequested;
    return {};
  });
  if (!requested) return requested;
  // Without a handle the engine has hardly begun; it asks the record before it starts the command.
  if (!requested->handle.empty()) {
    auto told = engine.cancel(requested->handle);
    if (!told && told.error().code != ErrorCode::notFound) return fail(told.error());
  }
  if (auto settled = reconcile(store); !settled) return fail(settled.error());
  return store.find(id);
}

}  // namespace footplate::runner
