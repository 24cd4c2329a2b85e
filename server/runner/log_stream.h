// One log file read as it grows. The main stream gives its bytes as they are; a named one whole lines, so
// that lines of several streams can stand between each other. Memory stays bounded by a block and a line.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/clock.h"
#include "os/descriptor.h"

namespace footplate::runner {

// Takes bytes of one stream in order; "" is the run's own log, others have a name. false ends the reading.
using StreamSink = std::function<bool(std::string_view stream, std::string_view bytes)>;

struct LogStart {
  long lines = -1;              // the last lines only; -1 = all
  std::optional<TimeMs> since;  // only what was written then or later
};

class LogStream {
 public:
  // `times` is the file of the log's LogClock, "" where there is none.
  LogStream(std::string name, std::string path, std::string times, const LogStart& start)
      : name_(std::move(name)), path_(std::move(path)), times_(std::move(times)), start_(start) {}

  const std::string& path() const { return path_; }
  // Gives what is there; false when the sink has had enough. `block` is a buffer of the caller.
  bool drain(std::vector<char>& block, const StreamSink& sink, const CancelToken& stop);
  // The piece of a line that has no end, when none will come.
  bool finish(const StreamSink& sink);

 private:
  bool open();
  std::uint64_t begin() const;
  bool give(std::string_view bytes, const StreamSink& sink);

  std::string name_;
  std::string path_;
  std::string times_;
  LogStart start_;
  os::Descriptor file_;
  std::uint64_t at_ = 0;
  std::string rest_;  // of a named stream: a line that has no end yet
};

}  // namespace footplate::runner
