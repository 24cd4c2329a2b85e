#include "runner/restore.h"

#include <sys/stat.h>

#include "base/file_times.h"
#include "base/fs.h"
#include "base/log.h"
#include "os/lock_file.h"
#include "runner/new_run.h"
#include "runner/run_end.h"
#include "runner/run_plan.h"
#include "runner/supervisor_note.h"
#include "runner/tracking/tracked_runs.h"

namespace footplate::runner {
namespace {

TimeMs modified(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return nowMs();
  return modifiedNs(info) / 1'000'000;
}

// Only runs that were recorded once: another process may be about to record one whose folder is there
// already. A run without its plan was made by a script.
void restoreRun(store::RunStore& store, const std::string& id) {
  const store::RunFolder folder(store.folder(), id);
  const auto text = readFile(folder.plan());
  auto plan = text ? planFromJson(*text) : fail(text.error());
  const auto end = readEnd(folder);
  if (!plan || plan->id != id || !wasRecorded(folder)) return;
  store::Run run = newRun(*plan, "local", modified(folder.plan()));
  run.handle = id + " " + store.root();
  if (!end && os::isLocked(folder.lock())) run.status = store::RunStatus::running;
  if (!store.insert(run)) return;  // another process is at it too
  static_cast<void>(recoverMetrics(store, id));
  if (end) static_cast<void>(applyEnd(store, id, *end));
}

Result<store::RunStore> restored(Result<store::RunStore> store) {
  if (!store || store->readOnly()) return store;
  const auto known = store->hasRuns();
  if (!known) return fail(known.error());
  if (*known) return store;
  const auto names = listFolder(store->folder() + "/runs");
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    if (store::isValidRunId(name)) restoreRun(*store, name);
  }
  return store;
}

}  // namespace

bool wasRecorded(const store::RunFolder& folder) {
  if (readEnd(folder)) return true;
  const auto note = readNote(folder);
  return note && (note->supervisor || note->step);
}

Result<store::RunStore> openStore(const std::string& root) {
  return restored(store::RunStore::open(root, store::RunStore::Mode::repair));
}

Result<store::RunStore> openExistingStore(const std::string& root) {
  return restored(store::RunStore::openExisting(root, store::RunStore::Mode::repair));
}

}  // namespace footplate::runner
