// One inotify descriptor. Each path has a watch on itself, and, as long as it is missing, one on its nearest
// existing folder instead; events there make us look whether it has come. Paths that cannot be watched are
// compared by stat.
#include "os/file_watch.h"

#include <linux/magic.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <mutex>
#include <set>

#include "base/fs.h"
#include "base/path.h"
#include "os/descriptor.h"

namespace footplate::os {

namespace {

constexpr std::int64_t pollMs = 250;
constexpr std::uint32_t events = IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                 IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB;

using Clock = std::chrono::steady_clock;

// What a change shows in.
struct Look {
  bool exists = false;
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;
  bool operator==(const Look&) const = default;
};

Look lookAt(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return {};
  const auto nanoseconds = [](const timespec& time) {
    return time.tv_sec * INT64_C(1'000'000'000) + time.tv_nsec;
  };
  return {true, info.st_dev, info.st_ino, info.st_size, nanoseconds(info.st_mtim), nanoseconds(info.st_ctim)};
}

// As lookAt; of a folder, what its entries show is mixed in, because writing to a file does not touch its
// folder.
Look lookInside(const std::string& path) {
  Look look = lookAt(path);
  const Result<std::vector<std::string>> names = listFolder(path);
  if (!names) return look;
  for (const std::string& name : *names) {
    const Look entry = lookAt(path + "/" + name);
    look.size = static_cast<off_t>(static_cast<std::uint64_t>(look.size) * 31 +
                                   static_cast<std::uint64_t>(entry.size));
    look.modified = static_cast<std::int64_t>(static_cast<std::uint64_t>(look.modified) * 31 +
                                              static_cast<std::uint64_t>(entry.modified));
  }
  return look;
}

// File systems whose other writers inotify does not hear.
bool givesNoEvents(const std::string& path) {
  struct statfs info{};
  if (::statfs(path.c_str(), &info) != 0) return false;
  const auto type = static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL;
  return type == NFS_SUPER_MAGIC || type == 0xFF534D42UL || type == 0xFE534D42UL || type == V9FS_MAGIC ||
         type == FUSE_SUPER_MAGIC;
}

std::string nearestFolder(std::string path) {
  while (path != "/" && !path.empty() && !folderExists(path)) path = parentPath(path);
  return path.empty() ? "." : path;
}

class Watch final : public FileWatch {
 public:
  Watch(Descriptor inotify, Descriptor wake) : inotify_(std::move(inotify)), wake_(std::move(wake)) {}

  void add(const std::string& path) override {
    const std::lock_guard guard(mutex_);
    if (paths_.contains(path)) return;
    arm(path, paths_[path]);
    wakeUp();
  }

  void remove(const std::string& path) override {
    const std::lock_guard guard(mutex_);
    const auto known = paths_.find(path);
    if (known == paths_.end()) return;
    const int number = known->second.watch;
    paths_.erase(known);
    dropWatch(number);
  }

  std::vector<std::string> wait(std::int64_t timeoutMs, CancelToken token) override {
    const std::stop_callback onStop(token, [this] { wakeUp(); });
    const Clock::time_point end =
        Clock::now() + std::chrono::milliseconds(std::max<std::int64_t>(timeoutMs, 0));
    for (;;) {
      std::set<std::string> changed = collect();
      if (!changed.empty()) return {changed.begin(), changed.end()};
      if (token.stop_requested()) return {};
      std::int64_t left = -1;
      if (timeoutMs >= 0) {
        left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) return {};
      }
      if (isPolling()) left = left < 0 ? pollMs : std::min(left, pollMs);
      pollfd fds[] = {{inotify_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
      ::poll(fds, 2, static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
      if ((fds[1].revents & POLLIN) != 0) drainWake();
    }
  }

  bool isPolling() const override {
    const std::lock_guard guard(mutex_);
    return std::any_of(paths_.begin(), paths_.end(),
                       [](const auto& entry) { return entry.second.watch < 0; });
  }

 private:
  struct Entry {
    int watch = -1;         // -1: looked at by the clock
    bool onParent = false;  // the path is missing, its nearest folder is watched
    Look look;
  };

  void arm(const std::string& path, Entry& entry) {
    entry.look = lookAt(path);
    entry.onParent = !entry.look.exists;
    const std::string watched = entry.onParent ? nearestFolder(parentPath(path)) : path;
    entry.watch = -1;
    if (inotify_ && !givesNoEvents(watched))
      entry.watch = ::inotify_add_watch(inotify_.get(), watched.c_str(), events);
    if (entry.watch < 0) {
      entry.look = lookInside(path);
    } else if (entry.onParent && lookAt(path).exists) {
      entry.look.size = -1;  // it came between the look and the watch
    } else if (entry.onParent && nearestFolder(parentPath(path)) != watched) {
      dropWatch(std::exchange(entry.watch, -1));  // so did a folder on the way to it
      arm(path, entry);
    }
  }

  // Several paths may share a watch (missing files of one folder).
  void dropWatch(int number) {
    if (number < 0) return;
    for (const auto& [path, entry] : paths_) {
      if (entry.watch == number) return;
    }
    ::inotify_rm_watch(inotify_.get(), number);
  }

  void wakeUp() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t wrote = ::write(wake_.get(), &one, sizeof one);
  }

  void drainWake() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = ::read(wake_.get(), &count, sizeof count);
  }

  // Reads all waiting events; true when the kernel has lost some.
  bool readEvents(std::map<int, std::uint32_t>& seen) {
    bool overflow = false;
    alignas(inotify_event) char buffer[16384];
    while (inotify_) {
      const ssize_t got = ::read(inotify_.get(), buffer, sizeof buffer);
      if (got <= 0) break;
      for (ssize_t at = 0; at < got;) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
        overflow = overflow || (event->mask & IN_Q_OVERFLOW) != 0;
        seen[event->wd] |= event->mask;
        at += static_cast<ssize_t>(sizeof(inotify_event)) + event->len;
      }
    }
    return overflow;
  }

  std::set<std::string> collect() {
    const std::lock_guard guard(mutex_);
    std::map<int, std::uint32_t> seen;
    const bool overflow = readEvents(seen);
    std::set<std::string> changed;
    for (auto& [path, entry] : paths_) {
      const auto event = seen.find(entry.watch);
      const bool heard = entry.watch >= 0 && event != seen.end();
      if (heard && !entry.onParent) changed.insert(path);
      if (!heard && !overflow && entry.watch >= 0 && entry.look.size != -1) continue;
      const Look now = entry.watch < 0 ? lookInside(path) : lookAt(path);
      if (now == entry.look) {
        const bool stale = heard && (event->second & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
        // A nearer folder of a missing path may have been made: watch that one, unless the path came
        // meanwhile.
        const bool waits = entry.onParent;
        if (stale || (heard && waits)) rearm(path, entry);
        if (entry.look.size == -1) rearm(path, entry);
        if (waits && entry.look.exists) changed.insert(path);
        continue;
      }
      changed.insert(path);
      const bool replaced = now.inode != entry.look.inode || now.device != entry.look.device;
      entry.look = now;
      if (replaced || entry.onParent != !now.exists) rearm(path, entry);
    }
    return changed;
  }

  void rearm(const std::string& path, Entry& entry) {
    const int before = std::exchange(entry.watch, -1);
    arm(path, entry);
    if (before != entry.watch) dropWatch(before);
  }

  Descriptor inotify_;
  Descriptor wake_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> paths_;
};

}  // namespace

Result<std::unique_ptr<FileWatch>> FileWatch::create(bool poll) {
  Descriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) return fail(ErrorCode::unavailable, "watching files: " + systemMessage(errno));
  // Without a descriptor (the user's limit of instances is reached) everything is looked at by the clock.
  Descriptor inotify(poll ? -1 : ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  return std::unique_ptr<FileWatch>(std::make_unique<Watch>(std::move(inotify), std::move(wake)));
}

}  // namespace footplate::os
