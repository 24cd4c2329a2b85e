// Indexes of code folders go first: an index vouches for the objects of its snapshot as long as that is
// there.
#include "runner/snapshots/collect_objects.h"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/fs.h"
#include "runner/restore.h"
#include "runner/run_plan.h"
#include "runner/snapshots/snapshot.h"
#include "runner/snapshots/snapshot_index.h"
#include "runner/supervisor_note.h"
#include "store/object_store.h"
#include "store/run_folder.h"

namespace footplate::runner {

namespace {

using Hashes = std::set<std::string, std::less<>>;

void addSnapshots(const RunPlan& plan, Hashes& snapshots) {
  if (!plan.snapshot.empty()) snapshots.insert(plan.snapshot);
  for (const RunPlan& step : plan.steps) addSnapshots(step, snapshots);
}

void addPlanOf(const store::RunFolder& folder, Hashes& snapshots) {
  const auto text = readFile(folder.plan());
  if (!text) return;
  if (const auto plan = planFromJson(*text)) addSnapshots(*plan, snapshots);
}

struct Needs {
  Hashes snapshots;
  std::vector<store::RunFolder> cutOff;  // of submits that were killed before they recorded their run
};

// Folders of recorded runs count even without their record: a lost database gets its runs back from them.
Result<Needs> needsOf(const store::RunStore& store, const Hashes& gone = {}) {
  auto use = store.snapshotsInUse(gone);
  if (!use) return fail(use.error());
  Needs needs{std::move(use->hashes), {}};
  for (const std::string& id : use->composed)
    addPlanOf(store::RunFolder(store.folder(), id), needs.snapshots);
  const auto folders = listFolder(store.folder() + "/runs");
  for (const std::string& id : folders.value_or(std::vector<std::string>())) {
    const store::RunFolder folder(store.folder(), id);
    if (use->runs.contains(id) || gone.contains(id)) continue;
    if (wasRecorded(folder)) {
      addPlanOf(folder, needs.snapshots);
    } else {
      needs.cutOff.push_back(folder);
    }
  }
  return needs;
}

// No submit is under way, but a script may be making a run of its own: its folder has no submitter's note.
void removeCutOff(const store::RunFolder& folder) {
  if (!readNote(folder)) return;
  if (const auto lock = os::LockFile::tryLock(folder.lock()); lock)
    static_cast<void>(removeTree(folder.path()));
}

// The snapshots themselves and every file in them.
Result<Hashes> objectsNeeded(const store::ObjectStore& objects, const Hashes& snapshots) {
  Hashes needed = snapshots;
  for (const std::string& snapshot : snapshots) {
    const auto files = readSnapshot(objects, snapshot);
    if (!files && files.error().code == ErrorCode::notFound) continue;
    if (!files) {
      return fail(ErrorCode::invalid, "removing stored files that no run needs: " + files.error().message +
                                          "; delete the runs that have it, and they can be told from others");
    }
    for (const SnapshotFile& file : *files) needed.insert(file.hash);
  }
  return needed;
}

void removeIndexes(const std::string& folder, const Hashes& snapshots) {
  const auto names = listFolder(folder);
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    const std::string path = folder + "/" + name;
    if (!snapshots.contains(SnapshotIndex::manifestOf(path))) static_cast<void>(removeTree(path));
  }
}

// The store for us alone; conflict when that takes too long.
Result<os::LockFile> holdAlone(const store::ObjectStore& objects, std::chrono::seconds patience,
                               const CancelToken& stop) {
  std::stop_source late;
  const std::stop_callback onStop(stop, [&] { late.request_stop(); });
  std::mutex mutex;
  std::condition_variable_any wake;
  std::jthread clock([&](const std::stop_token& done) {
    std::unique_lock guard(mutex);
    wake.wait_for(guard, done, patience, [] { return false; });
    if (!done.stop_requested()) late.request_stop();
  });
  auto lock = objects.holdAlone(late.get_token());
  if (lock || lock.error().code != ErrorCode::canceled || stop.stop_requested()) return lock;
  return fail(ErrorCode::conflict,
              "stored files that no run needs were left for the next time: a submit uses the store");
}

}  // namespace

Result<Collected> collectObjects(const store::RunStore& store, std::chrono::seconds patience,
                                 CancelToken stop) {
  store::ObjectStore objects(store.folder() + "/objects");
  const auto alone = holdAlone(objects, patience, stop);
  if (!alone) return fail(alone.error());
  const auto needs = needsOf(store);
  if (!needs) return fail(needs.error());
  const auto needed = objectsNeeded(objects, needs->snapshots);
  if (!needed) return fail(needed.error());
  for (const store::RunFolder& folder : needs->cutOff) removeCutOff(folder);
  removeIndexes(store.folder() + "/snapshot-index", needs->snapshots);
  const auto swept = objects.keepOnly(*needed);
  if (!swept) return fail(swept.error());
  return Collected{swept->objects, swept->bytes};
}

Result<Collected> collectableObjects(const store::RunStore& store, const Hashes& gone) {
  const store::ObjectStore objects(store.folder() + "/objects");
  const auto needs = needsOf(store, gone);
  if (!needs) return fail(needs.error());
  const auto needed = objectsNeeded(objects, needs->snapshots);
  if (!needed) return fail(needed.error());
  const auto removable = objects.removable(*needed);
  if (!removable) return fail(removable.error());
  return Collected{removable->objects, removable->bytes};
}

}  // namespace footplate::runner
