#include "engines/local/record_watch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "base/cancel.h"
#include "base/log.h"

namespace footplate::engines {
namespace {

constexpr auto pause = std::chrono::seconds(2);

// Nobody removes the file of a lock while the run goes on.
bool isDeleted(int file) {
  struct stat info{};
  return ::fstat(file, &info) == 0 && info.st_nlink == 0;
}

void watch(int file, const CancelToken& stop) {
  std::mutex mutex;
  std::condition_variable_any news;
  std::unique_lock guard(mutex);
  while (!news.wait_for(guard, stop, pause, [&] { return stop.stop_requested(); })) {
    if (!isDeleted(file)) continue;
    logError("the run's folder was deleted: the run is ended");
    ::kill(::getpid(), SIGTERM);
    return;
  }
}

}  // namespace

RecordWatch::RecordWatch(const store::RunFolder& folder)
    : lock_(::open(folder.lock().c_str(), O_RDONLY | O_CLOEXEC)) {
  if (!lock_) return;
  thread_ = std::jthread([file = lock_.get()](const CancelToken& stop) { watch(file, stop); });
}

}  // namespace footplate::engines
