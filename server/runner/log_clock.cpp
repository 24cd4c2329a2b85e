#include "runner/log_clock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "os/descriptor.h"

namespace footplate::runner {
namespace {

constexpr TimeMs apart = 2000;
// One entry of the file: time and bytes, in this machine's order; it is read where it was written.
using Entry = std::array<std::int64_t, 2>;

}  // namespace

LogClock::~LogClock() {
  if (last_.time > written_.time) write(last_);
}

void LogClock::grew(TimeMs now, std::uint64_t bytes) {
  if (bytes == last_.bytes) return;
  // What was seen last held until now: it is worth a note when that was long.
  const bool worth = last_.time > written_.time && now - last_.time >= apart;
  if (worth || (last_.time > 0 && now - written_.time >= apart)) write(last_);
  last_ = {now, bytes};
}

void LogClock::write(const Note& note) {
  if (note.time <= written_.time) return;
  written_ = note;
  const os::Descriptor file(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  const Entry entry{note.time, static_cast<std::int64_t>(note.bytes)};
  if (file) static_cast<void>(::write(file.get(), entry.data(), sizeof entry) == sizeof entry);
}

std::uint64_t LogClock::bytesAt(const std::string& path, TimeMs time) {
  const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info{};
  if (!file || ::fstat(file.get(), &info) != 0) return 0;
  // The last entry that is not later: entries are in the order of time.
  off_t low = 0;
  off_t high = info.st_size / static_cast<off_t>(sizeof(Entry));
  std::uint64_t bytes = 0;
  while (low < high) {
    const off_t middle = low + (high - low) / 2;
    Entry entry{};
    if (::pread(file.get(), entry.data(), sizeof entry, middle * static_cast<off_t>(sizeof entry)) !=
        sizeof entry)
      return bytes;
    if (entry[0] <= time) {
      bytes = static_cast<std::uint64_t>(entry[1]);
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return bytes;
}

}  // namespace footplate::runner
