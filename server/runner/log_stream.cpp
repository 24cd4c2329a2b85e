#include "runner/log_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/file_times.h"
#include "runner/log_clock.h"

namespace footplate::runner {
namespace {

constexpr std::size_t block = 256 * 1024;
// A line of a named stream that is longer is given in pieces.
constexpr std::size_t longestLine = 64 * 1024;

// Offset of the first of the last `lines` lines from `from` on.
std::uint64_t startOfLastLines(int fd, std::uint64_t from, std::uint64_t size, long lines) {
  std::vector<char> buffer(block);
  std::uint64_t end = size;
  bool last = true;
  while (end > from) {
    const std::uint64_t begin = end > from + block ? end - block : from;
    const ssize_t got = ::pread(fd, buffer.data(), end - begin, static_cast<off_t>(begin));
    if (got <= 0) return begin;
    for (ssize_t at = got - 1; at >= 0; --at) {
      const bool isEnd = buffer[static_cast<std::size_t>(at)] == '\n';
      // A final newline ends the last line, it does not begin another.
      if (isEnd && !last && --lines == 0) return begin + static_cast<std::uint64_t>(at) + 1;
      last = false;
    }
    end = begin;
  }
  return from;
}

// Where a file of bytes is cut so that no UTF-8 character is split: at most three bytes earlier.
std::size_t wholeCharacters(std::string_view text) {
  std::size_t end = text.size();
  for (std::size_t back = 0; back < 3 && end > 0; ++back) {
    const auto byte = static_cast<unsigned char>(text[end - 1]);
    if ((byte & 0xC0) != 0x80) return (byte & 0xC0) == 0xC0 ? end - 1 : text.size();
    --end;
  }
  return text.size();
}

}  // namespace

std::uint64_t LogStream::begin() const {
  struct stat info{};
  if (::fstat(file_.get(), &info) != 0) return 0;
  const auto size = static_cast<std::uint64_t>(info.st_size);
  std::uint64_t from = 0;
  if (start_.since) {
    const TimeMs changed = modifiedNs(info) / 1'000'000;
    if (changed < *start_.since) return size;
    from = std::min(size, times_.empty() ? 0 : LogClock::bytesAt(times_, *start_.since));
  }
  if (start_.lines == 0) return size;
  return start_.lines < 0 ? from : startOfLastLines(file_.get(), from, size, start_.lines);
}

bool LogStream::open() {
  file_ = os::Descriptor(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file_) return false;
  at_ = begin();
  return true;
}

bool LogStream::drain(std::vector<char>& buffer, const StreamSink& sink, const CancelToken& stop) {
  if (!file_ && !open()) return true;
  buffer.resize(block);
  while (!stop.stop_requested()) {
    const ssize_t got = ::pread(file_.get(), buffer.data(), buffer.size(), static_cast<off_t>(at_));
    if (got <= 0) return true;
    at_ += static_cast<std::uint64_t>(got);
    if (!give(std::string_view(buffer.data(), static_cast<std::size_t>(got)), sink)) return false;
  }
  return true;
}

bool LogStream::give(std::string_view bytes, const StreamSink& sink) {
  if (name_.empty()) return sink(name_, bytes);
  const std::size_t end = bytes.rfind('\n');
  if (end != std::string_view::npos) {
    std::string lines = std::move(rest_);
    rest_.clear();
    lines += bytes.substr(0, end + 1);
    bytes.remove_prefix(end + 1);
    if (!sink(name_, lines)) return false;
  }
  rest_ += bytes;
  while (rest_.size() > longestLine) {
    const std::size_t cut = wholeCharacters(std::string_view(rest_).substr(0, longestLine));
    if (!sink(name_, rest_.substr(0, cut) + "\n")) return false;
    rest_.erase(0, cut);
  }
  return true;
}

bool LogStream::finish(const StreamSink& sink) {
  if (rest_.empty()) return true;
  const std::string line = std::move(rest_) + "\n";
  rest_.clear();
  return sink(name_, line);
}

}  // namespace footplate::runner
