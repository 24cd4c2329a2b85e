#include "engines/local/supervise.h"

#include <signal.h>

#include "base/fs.h"
#include "base/log.h"
#include "engines/local/end_record.h"
#include "engines/local/supervisor.h"
#include "os/identity.h"
#include "os/lock_file.h"
#include "os/signals.h"
#include "runner/cut_off_runs.h"
#include "runner/data/address_secrets.h"
#include "store/run_folder.h"

namespace footplate::engines {
namespace {

int complain(const Error& error) {
  logError(error.message);
  return 1;
}

}  // namespace

int superviseMain(const std::string& root, const std::string& runId, int lockFd) {
  runner::adoptAddressSecrets();
  os::SignalWatch::reserve(runner::stepSignal);
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
  const bool recorded = recordEnd(*store, runId, end);
  runner::removeCutOffRunsNowAndThen(*store);
  return recorded ? 0 : 1;
}

}  // namespace footplate::engines
