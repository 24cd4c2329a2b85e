#include "engines/local/supervise.h"

#include <signal.h>

#include <thread>

#include "base/fs.h"
#include "base/log.h"
#include "engines/local/supervisor.h"
#include "os/identity.h"
#include "os/lock_file.h"
#include "os/signals.h"
#include "runner/address_secrets.h"
#include "store/run_folder.h"

namespace footplate::engines {
namespace {

// A database that is busy or full for a while must not cost a run its end: end.json holds it meanwhile.
bool recordEnd(store::RunStore& store, const std::string& id, const runner::RunEnd& end) {
  constexpr int tries = 30;
  for (int attempt = 0; attempt < tries; ++attempt) {
    auto applied = runner::applyEnd(store, id, end);
    if (applied) return true;
    logError("recording the end of " + id + ": " + applied.error().message);
    if (applied.error().code != ErrorCode::unavailable) return false;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  return false;
}

int complain(const Error& error) {
  logError(error.message);
  return 1;
}

}  // namespace

int superviseMain(const std::string& root, const std::string& runId, int lockFd) {
  runner::adoptAddressSecrets();
  os::SignalGuard signals({SIGTERM, SIGINT});
  os::ignoreBrokenPipes();
  ::signal(SIGHUP, SIG_IGN);
  static_cast<void>(os::becomeSubreaper());

  auto store = store::RunStore::openExisting(root, store::RunStore::Mode::supervisor);
  if (!store) return complain(store.error());
  store::RunFolder folder(store->folder(), runId);
  auto lock = os::LockFile::adopt(lockFd, folder.lock());
  if (!lock) return complain(lock.error());
  auto text = readFile(folder.plan());
  auto plan = text ? runner::planFromJson(*text) : fail(text.error());
  runner::RunEnd end;
  if (plan) {
    end = Supervisor(*store, std::move(*plan), signals.token()).run();
  } else {
    end.error = store::RunError{"plan", plan.error().message};
    end.ended = nowMs();
  }
  if (auto written = runner::writeEnd(folder, end); !written) logError(written.error().message);
  return recordEnd(*store, runId, end) ? 0 : 1;
}

}  // namespace footplate::engines
