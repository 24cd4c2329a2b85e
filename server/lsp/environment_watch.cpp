// What a build prints and who asks whether one is under way are events of the folder as well: only when its
// entries, or when they were written, have changed is there news.
#include "lsp/environment_watch.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/fs.h"
#include "base/log.h"
#include "base/path.h"

namespace footplate::lsp {
namespace {

constexpr std::chrono::milliseconds quiet{500};

EnvironmentWatch::Entries entriesOf(const std::string& folder) {
  EnvironmentWatch::Entries entries;
  for (const std::string& name : listFolder(folder).value_or(std::vector<std::string>())) {
    if (name.ends_with(".log") || name.ends_with(".lock")) continue;
    const auto stamp = fileStamp(joinPath(folder, name));
    entries[name] = stamp ? stamp->modified : 0;  // a folder only comes and goes
  }
  return entries;
}

}  // namespace

EnvironmentWatch::EnvironmentWatch(std::string folder, std::function<void()> told)
    : folder_(std::move(folder)), told_(std::move(told)) {
  auto files = os::FileWatch::create();
  if (!files) {
    logWarn("changes of environments will not be seen: " + files.error().message);
    return;
  }
  files_ = std::move(*files);
  files_->add(folder_);
  // Looked at here: who asks for environments after this hears of all that comes later.
  thread_ = std::jthread([this, before = entriesOf(folder_)](const CancelToken& token) mutable {
    run(std::move(before), token);
  });
}

EnvironmentWatch::~EnvironmentWatch() = default;

void EnvironmentWatch::run(Entries before, const CancelToken& token) {
  std::mutex mutex;
  std::condition_variable_any pause;
  while (!token.stop_requested()) {
    if (files_->wait(-1, token).empty()) continue;
    // A build that ends writes several files: they are looked at when it is done.
    std::unique_lock lock(mutex);
    pause.wait_for(lock, token, quiet, [] { return false; });
    if (Entries now = entriesOf(folder_); now != before && !token.stop_requested()) {
      before = std::move(now);
      told_();
    }
  }
}

}  // namespace footplate::lsp
