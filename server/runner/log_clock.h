// When a log was how long: what `tail --since` begins with. The job writes its log itself and no line has a
// time, so the supervisor notes (time, bytes) as the log grows, at most every two seconds.
//
//   LogClock clock(folder + "/log_times");
//   clock.grew(nowMs(), 4711);                          // one writer
//   LogClock::bytesAt(folder + "/log_times", since);    // any reader
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace footplate::runner {

class LogClock {
 public:
  explicit LogClock(std::string path) : path_(std::move(path)) {}
  ~LogClock();
  LogClock(const LogClock&) = delete;
  LogClock& operator=(const LogClock&) = delete;

  // The log has this many bytes now.
  void grew(TimeMs now, std::uint64_t bytes);

  // How many bytes had been written by then, or somewhat less; 0 where nothing was noted.
  static std::uint64_t bytesAt(const std::string& path, TimeMs time);

 private:
  struct Note {
    TimeMs time = 0;
    std::uint64_t bytes = 0;
  };
  void write(const Note& note);

  std::string path_;
  Note last_;  // seen, and not in the file yet where it is newer than written_
  Note written_;
};

}  // namespace footplate::runner
