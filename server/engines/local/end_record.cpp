#include "engines/local/end_record.h"

#include <chrono>
#include <thread>

#include "base/log.h"
#include "store/run_folder.h"

namespace footplate::engines {

bool recordEnd(store::RunStore& store, const std::string& runId, const runner::RunEnd& end) {
  constexpr int tries = 30;
  if (auto written = runner::writeEnd(store::RunFolder(store.folder(), runId), end); !written)
    logError(written.error().message);
  for (int attempt = 0; attempt < tries; ++attempt) {
    auto applied = runner::applyEnd(store, runId, end);
    if (applied) return true;
    logError("recording the end of " + runId + ": " + applied.error().message);
    if (applied.error().code != ErrorCode::unavailable) return false;
    std::this_thread::sleep_for(std::chrono::seconds(1));
    // The file we have open may have been set aside as damaged: there is another one then.
    auto fresh = store::RunStore::openExisting(store.root(), store::RunStore::Mode::supervisor);
    if (fresh && runner::applyEnd(*fresh, runId, end)) return true;
  }
  return false;
}

}  // namespace footplate::engines
