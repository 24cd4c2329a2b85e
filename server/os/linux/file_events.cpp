#include "os/file_events.h"

#include <linux/magic.h>
#include <sys/inotify.h>
#include <sys/statfs.h>

#include <cstdint>

namespace footplate::os {

namespace {

constexpr std::uint32_t wanted = IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                 IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB;
constexpr std::uint32_t ends = IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF;

// File systems whose other writers inotify does not hear.
bool givesNoEvents(const std::string& path) {
  struct statfs info{};
  if (::statfs(path.c_str(), &info) != 0) return false;
  const auto type = static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL;
  return type == NFS_SUPER_MAGIC || type == 0xFF534D42UL || type == 0xFE534D42UL || type == V9FS_MAGIC ||
         type == FUSE_SUPER_MAGIC;
}

}  // namespace

FileEvents FileEvents::open() {
  FileEvents events;
  events.source_ = Descriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  return events;
}

int FileEvents::add(const std::string& path) const {
  if (!source_ || givesNoEvents(path)) return -1;
  return ::inotify_add_watch(source_.get(), path.c_str(), wanted);
}

void FileEvents::remove(int number) const {
  ::inotify_rm_watch(source_.get(), number);
}

bool FileEvents::read(std::map<int, bool>& seen) const {
  bool overflow = false;
  alignas(inotify_event) char buffer[16384];
  while (source_) {
    const ssize_t got = ::read(source_.get(), buffer, sizeof buffer);
    if (got <= 0) break;
    for (ssize_t at = 0; at < got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
      overflow = overflow || (event->mask & IN_Q_OVERFLOW) != 0;
      bool& ended = seen[event->wd];
      ended = ended || (event->mask & ends) != 0;
      at += static_cast<ssize_t>(sizeof(inotify_event)) + event->len;
    }
  }
  return overflow;
}

}  // namespace footplate::os
