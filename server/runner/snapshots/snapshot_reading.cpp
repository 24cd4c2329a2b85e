#include "runner/snapshots/snapshot_reading.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

#include "base/fs.h"
#include "os/descriptor.h"
#include "runner/snapshots/file_facts.h"

namespace footplate::runner {

namespace {

// With less to read a thread more costs more than it gives.
constexpr std::uint64_t worthThread = UINT64_C(4) << 20;
constexpr std::uint64_t mostThreads = 4;
// What opening a file costs, in bytes read.
constexpr std::uint64_t costOfOpening = 4096;

Error problem(const std::string& path, int code) {
  return {ErrorCode::unavailable, "reading " + path + " for the snapshot: " + systemMessage(code)};
}

}  // namespace

Result<void> SnapshotReading::run(const std::vector<std::size_t>& wanted) {
  std::uint64_t bytes = 0;
  for (const std::size_t at : wanted) bytes += walked_.files[at].bytes + costOfOpening;
  const std::uint64_t threads =
      std::min<std::uint64_t>({mostThreads, std::thread::hardware_concurrency(), bytes / worthThread + 1});
  std::vector<std::jthread> helpers;
  try {
    while (helpers.size() + 1 < threads) helpers.emplace_back([&] { work(wanted); });
  } catch (const std::system_error&) {
    // No more threads to be had: those there are do it.
  }
  work(wanted);
  helpers.clear();
  if (failure_) return fail(*failure_);
  if (unreadable_.empty()) return {};
  std::sort(unreadable_.begin(), unreadable_.end());
  return fail(ErrorCode::unavailable,
              "reading " + namesOf(unreadable_) + " for the snapshot: " + systemMessage(EACCES) +
                  "; make it readable, or " + leaveOutAdvice(walked_.roots.front().source));
}

void SnapshotReading::work(const std::vector<std::size_t>& wanted) {
  for (std::size_t next = next_++; next < wanted.size() && !stop_; next = next_++) {
    if (token_.stop_requested()) return give({ErrorCode::canceled, "the snapshot was stopped"});
    Result<Content> stored = store(walked_.files[wanted[next]]);
    if (!stored) return give(stored.error());
    contents_[wanted[next]] = *std::move(stored);
  }
}

// Nothing for a file that went away, and for one that may not be read, which is noted.
Result<SnapshotReading::Content> SnapshotReading::store(const WalkedFile& file) {
  if (file.kind == SnapshotFile::Kind::link) {
    auto stored = batch_.addText(file.link);
    if (!stored) return fail(stored.error());
    return Content(*std::move(stored));
  }
  const std::string path = walked_.pathOf(file);
  const int noLink = walked_.rootOf(file).isFile ? 0 : O_NOFOLLOW;
  const os::Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | noLink));
  if (opened) return storeOpened(opened.get(), path, file);
  if (errno == EACCES) {
    noteUnreadable(path);
    return Content();
  }
  if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return Content();
  return fail(problem(path, errno));
}

Result<SnapshotReading::Content> SnapshotReading::storeOpened(int fd, const std::string& path,
                                                              WalkedFile before) {
  constexpr int attempts = 5;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (attempt > 0 && ::lseek(fd, 0, SEEK_SET) != 0) return fail(problem(path, errno));
    auto stored = batch_.addDescriptor(fd, before.bytes, path);
    struct stat info{};
    if (::fstat(fd, &info) != 0) return fail(problem(path, errno));
    if (!S_ISREG(info.st_mode)) return Content();  // another thing since the walk
    if (!stored) return fail(stored.error());
    if (sameFacts(info, before)) return Content(*std::move(stored));
    takeFacts(info, before);
  }
  return fail(ErrorCode::unavailable,
              "reading " + path + " for the snapshot: it changes all the time; end what writes to it, or " +
                  leaveOutAdvice(walked_.rootOf(before).source));
}

void SnapshotReading::noteUnreadable(const std::string& path) {
  const std::lock_guard guard(mutex_);
  unreadable_.push_back(path);
}

void SnapshotReading::give(Error error) {
  const std::lock_guard guard(mutex_);
  if (!failure_) failure_ = std::move(error);
  stop_ = true;
}

}  // namespace footplate::runner
