#include "engines/local/metric_watch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <vector>

#include "base/path.h"
#include "os/descriptor.h"

namespace footplate::engines {
namespace {

constexpr std::size_t block = 128 * 1024;
// Lines come in bursts: one look for all that arrive within this time.
constexpr auto burst = std::chrono::milliseconds(50);

}  // namespace

MetricWatch::MetricWatch(runner::Tracking& tracking, std::string metricsFile, std::string log)
    : tracking_(tracking),
      metrics_{std::move(metricsFile)},
      log_{std::move(log)},
      clock_(parentPath(parentPath(log_.path)) + "/log_times") {
  auto watch = os::FileWatch::create();
  if (!watch) return;
  watch_ = std::move(*watch);
  watch_->add(metrics_.path);
  watch_->add(log_.path);
  thread_ = std::jthread([this](CancelToken stop) { follow(stop); });
}

MetricWatch::~MetricWatch() {
  finish();
}

void MetricWatch::finish() {
  if (thread_.joinable()) {
    thread_.request_stop();
    thread_.join();
  }
  readNew();
}

void MetricWatch::follow(CancelToken stop) {
  while (!stop.stop_requested()) {
    if (watch_->wait(-1, stop).empty()) continue;
    readNew();
    std::this_thread::sleep_for(burst);
  }
}

void MetricWatch::readNew() {
  readTail(metrics_, [this](std::string_view text) { tracking_.addMetricLines(text); });
  readTail(log_, [this](std::string_view text) { tracking_.addLogText(text); });
  clock_.grew(nowMs(), log_.at);
}

template <class Take>
void MetricWatch::readTail(Tail& tail, const Take& take) {
  os::Descriptor file(::open(tail.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return;
  struct stat now{};
  // Begun anew by a script that opened it for writing, not appending.
  if (::fstat(file.get(), &now) == 0 && static_cast<std::uint64_t>(now.st_size) < tail.at) tail.at = 0;
  std::vector<char> buffer(block);
  while (true) {
    ssize_t got = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(tail.at));
    if (got <= 0) return;
    tail.at += static_cast<std::uint64_t>(got);
    take(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  }
}

}  // namespace footplate::engines
