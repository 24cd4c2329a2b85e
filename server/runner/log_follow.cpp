// Following a log without polling: read to the end, then wait for the kernel's word that the log, the end
// file or the database changed. One buffer, whatever the log's size.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "base/fs.h"
#include "os/descriptor.h"
#include "os/file_watch.h"
#include "runner/runner.h"
#include "runner/source_paths.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

constexpr std::size_t block = 256 * 1024;
// Events are what wakes us; the clock only finds a supervisor that was killed, which makes no event of its
// own.
constexpr std::int64_t lookAgainMs = 500;

// Offset of the first of the last `lines` lines.
std::uint64_t startOfLastLines(int fd, std::uint64_t size, long lines) {
  std::vector<char> buffer(block);
  std::uint64_t end = size;
  bool last = true;
  while (end > 0) {
    std::uint64_t begin = end > block ? end - block : 0;
    ssize_t got = ::pread(fd, buffer.data(), end - begin, static_cast<off_t>(begin));
    if (got <= 0) return begin;
    for (ssize_t at = got - 1; at >= 0; --at) {
      if (buffer[static_cast<std::size_t>(at)] != '\n') {
        last = false;
        continue;
      }
      // A final newline ends the last line, it does not begin another.
      if (last) {
        last = false;
        continue;
      }
      if (--lines == 0) return begin + static_cast<std::uint64_t>(at) + 1;
    }
    end = begin;
  }
  return 0;
}

class LogReader {
 public:
  LogReader(std::string path, long lines) : path_(std::move(path)), lines_(lines), buffer_(block) {}

  // Gives what is there; false when the sink has had enough.
  bool drain(const LogSink& sink, const CancelToken& stop) {
    if (!file_ && !openLog()) return true;
    while (!stop.stop_requested()) {
      ssize_t got = ::pread(file_.get(), buffer_.data(), buffer_.size(), static_cast<off_t>(at_));
      if (got <= 0) return true;
      at_ += static_cast<std::uint64_t>(got);
      if (!sink(std::string_view(buffer_.data(), static_cast<std::size_t>(got)))) return false;
    }
    return true;
  }

 private:
  bool openLog() {
    file_ = os::Descriptor(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file_) return false;
    struct stat info{};
    if (lines_ >= 0 && ::fstat(file_.get(), &info) == 0) {
      auto size = static_cast<std::uint64_t>(info.st_size);
      at_ = lines_ == 0 ? size : startOfLastLines(file_.get(), size, lines_);
    }
    return true;
  }

  std::string path_;
  long lines_;
  std::vector<char> buffer_;
  os::Descriptor file_;
  std::uint64_t at_ = 0;
};

// Tells when a run has ended. The record changes with every phase of every run of the project, so it is
// looked at only once the supervisor has written the end file, and now and then for a run that got none.
class EndWatch {
 public:
  EndWatch(store::RunStore& store, const std::string& id)
      : store_(store), id_(id), folder_(store.folder(), id) {}

  Result<void> start() {
    auto watch = os::FileWatch::create();
    if (!watch) return fail(watch.error());
    watch_ = std::move(*watch);
    watch_->add(folder_.log());
    watch_->add(folder_.end());
    return {};
  }

  Result<bool> hasEnded() {
    const bool written = fileExists(folder_.end());
    if (written && !near_) watch_->add(store_.databasePath() + "-wal");
    near_ = near_ || written;
    if (!near_ && Clock::now() < due_) return false;
    due_ = Clock::now() + std::chrono::milliseconds(lookAgainMs);
    static_cast<void>(reconcile(store_));
    auto run = store_.find(id_);
    if (!run) return fail(run.error());
    return store::isTerminal(run->status);
  }

  // Until something of the run changes, or it is time to look again.
  void wait(CancelToken stop) { watch_->wait(lookAgainMs, std::move(stop)); }

 private:
  using Clock = std::chrono::steady_clock;

  store::RunStore& store_;
  std::string id_;
  store::RunFolder folder_;
  std::unique_ptr<os::FileWatch> watch_;
  bool near_ = false;
  Clock::time_point due_;
};

}  // namespace

Result<void> followLog(store::RunStore& store, const std::string& id, const FollowOptions& options,
                       const LogSink& sink, CancelToken stop) {
  const store::RunFolder folder(store.folder(), id);
  LogReader reader(folder.log(), options.lines);
  // The copy's paths come out as the source folder's; what may be half of one waits for the rest.
  SourcePathFilter filter(SourcePaths::ofRun(folder), sink);
  const LogSink mapped = [&](std::string_view bytes) { return filter.pass(bytes); };
  EndWatch end(store, id);
  if (auto started = end.start(); !started) return started;
  while (!stop.stop_requested()) {
    // The status is read before the log: what was written before the end is in the log by now.
    auto ended = end.hasEnded();
    if (!ended) return fail(ended.error());
    if (!reader.drain(mapped, stop) || !filter.flush() || *ended || !options.follow) return {};
    end.wait(stop);
  }
  return {};
}

Result<store::Run> waitForEnd(store::RunStore& store, const std::string& id, CancelToken stop) {
  EndWatch end(store, id);
  if (auto started = end.start(); !started) return fail(started.error());
  while (!stop.stop_requested()) {
    auto ended = end.hasEnded();
    if (!ended) return fail(ended.error());
    if (*ended) return store.find(id);
    end.wait(stop);
  }
  return fail(ErrorCode::canceled, "waiting for the run " + id + " was interrupted; the run goes on");
}

}  // namespace footplate::runner
