#include "runner/cut_off_runs.h"

#include <sys/stat.h>

#include <algorithm>

#include "base/clock.h"
#include "base/file_times.h"
#include "base/fs.h"
#include "os/lock_file.h"
#include "runner/run_files.h"
#include "runner/supervisor_note.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

// From a run's folder to its record it takes a submit some milliseconds, and longer only where it waits for
// the database.
constexpr TimeMs youngest = 10 * 60'000;
constexpr TimeMs pause = 60 * 60'000;

// How long ago it was changed; 0 for a missing path.
TimeMs ageOf(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return 0;
  return nowMs() - modifiedNs(info) / 1'000'000;
}

bool hasResults(const store::RunFolder& folder) {
  if (fileExists(folder.end()) || fileExists(folder.metrics())) return true;
  return std::ranges::any_of(
      std::vector{folder.userLogs(), folder.logs(), folder.outputs(), folder.namedOutputs()},
      [](const std::string& path) { return sizeOf(path).files > 0; });
}

// What cannot be looked up counts as recorded.
bool isRecorded(const store::RunStore& store, const std::string& id) {
  const auto known = store.find(id);
  return known ? known->id == id : known.error().code != ErrorCode::notFound;
}

bool remove(const store::RunStore& store, const std::string& id) {
  const store::RunFolder folder(store.folder(), id);
  const auto note = readNote(folder);
  if (note && !isOurs(*note, folder)) return false;
  const auto lock = os::LockFile::tryLock(folder.lock());
  // Once more: it may have been recorded, and have ended, since we looked.
  if (!lock || isRecorded(store, id) || hasResults(folder)) return false;
  if (note) sweep(*note);
  return removeRunFolder(store, id).has_value();
}

}  // namespace

std::size_t removeCutOffRuns(const store::RunStore& store) {
  if (store.readOnly()) return 0;
  std::size_t removed = 0;
  const auto names = listFolder(store.folder() + "/runs");
  for (const std::string& id : names.value_or(std::vector<std::string>())) {
    const store::RunFolder folder(store.folder(), id);
    if (!store::isValidRunId(id) || ageOf(folder.path()) < youngest) continue;
    if (hasResults(folder) || os::isLocked(folder.lock()) || isRecorded(store, id)) continue;
    if (remove(store, id)) ++removed;
  }
  return removed;
}

void removeCutOffRunsNowAndThen(const store::RunStore& store) {
  const std::string stamp = store.folder() + "/cut-off-runs";
  // A stamp of the future is of a clock that was set back.
  if (const TimeMs age = ageOf(stamp); fileExists(stamp) && age >= 0 && age < pause) return;
  if (writeFileAtomic(stamp, "")) removeCutOffRuns(store);
}

}  // namespace footplate::runner
