// One source of events (file_events.h). Each path has a watch on itself, and, as long as it is missing, one
// on its nearest existing folder instead; events there make us look whether it has come. Paths that cannot be
// watched are compared by stat.
#include "os/file_watch.h"

#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <mutex>
#include <set>

#include "base/file_times.h"
#include "base/fs.h"
#include "base/path.h"
#include "os/file_events.h"
#include "os/pipe.h"

namespace footplate::os {

namespace {

constexpr std::int64_t pollMs = 250;

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
  return {true, info.st_dev, info.st_ino, info.st_size, modifiedNs(info), changedNs(info)};
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

std::string nearestFolder(std::string path) {
  while (path != "/" && !path.empty() && !folderExists(path)) path = parentPath(path);
  return path.empty() ? "." : path;
}

class Watch final : public FileWatch {
 public:
  Watch(FileEvents events, Wake wake) : events_(std::move(events)), wake_(std::move(wake)) {}

  void add(const std::string& path) override {
    const std::lock_guard guard(mutex_);
    if (paths_.contains(path)) return;
    arm(path, paths_[path]);
    wake_.set();
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
    const std::stop_callback onStop(token, [this] { wake_.set(); });
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
      pollfd fds[] = {{events_.fd(), POLLIN, 0}, {wake_.fd(), POLLIN, 0}};
      ::poll(fds, 2, static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
      if ((fds[1].revents & POLLIN) != 0) wake_.clear();
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
    entry.watch = events_.add(watched);
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
    events_.remove(number);
  }

  std::set<std::string> collect() {
    const std::lock_guard guard(mutex_);
    std::map<int, bool> seen;
    const bool overflow = events_.read(seen);
    std::set<std::string> changed;
    for (auto& [path, entry] : paths_) {
      const auto event = seen.find(entry.watch);
      const bool heard = entry.watch >= 0 && event != seen.end();
      if (heard && !entry.onParent) changed.insert(path);
      if (!heard && !overflow && entry.watch >= 0 && entry.look.size != -1) continue;
      const Look now = entry.watch < 0 ? lookInside(path) : lookAt(path);
      if (now == entry.look) {
        const bool stale = heard && event->second;
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

  FileEvents events_;
  Wake wake_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> paths_;
};

}  // namespace

Result<std::unique_ptr<FileWatch>> FileWatch::create(bool poll) {
  Wake wake;
  if (!wake) return fail(ErrorCode::unavailable, "watching files: " + systemMessage(errno));
  // Without events everything is looked at by the clock.
  return std::unique_ptr<FileWatch>(
      std::make_unique<Watch>(poll ? FileEvents() : FileEvents::open(), std::move(wake)));
}

}  // namespace footplate::os
