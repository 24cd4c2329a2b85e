// Starting other programs and waiting for them. Boost.Process waits; the start is a short posix_spawn of our
// own, because a fork of a large server costs more the more memory it holds.
//
// A child gets exactly the descriptors it is told of: 0, 1, 2 and those of `inherit`, which it finds as 3, 4,
// … in the order given. Its signal mask is empty and its signal handlers are the defaults. Free functions may
// be called from any thread; one Child belongs to one thread at a time.
//
//   SpawnOptions options;
//   options.argv = {"python3", "-m", "venv", folder};
//   Result<Captured> done = run(options, {.timeoutMs = 60'000}, token);
//   if (done && !done->status.ok()) … done->status.describe(), done->err …
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"

namespace footplate::os {

using Environment = std::map<std::string, std::string>;

// The variables of this process.
Environment currentEnvironment();

// How a process ended. Killed by signal 9 and exit code 9 are two things: `signal` is 0 unless it was killed.
struct ExitStatus {
  int code = 0;
  int signal = 0;

  bool ok() const { return code == 0 && signal == 0; }
  std::string describe() const;  // "exit code 3", "killed by signal 9 (Killed)"
  bool operator==(const ExitStatus&) const = default;
};

// Where one of the standard descriptors of a child goes.
struct Stdio {
  enum class Kind { inherit, null, readFile, appendFile, descriptor, sameAsOut };
  Kind kind = Kind::inherit;
  std::string path;
  int fd = -1;

  static Stdio inherit() { return {}; }
  static Stdio null() { return {Kind::null, {}, -1}; }
  static Stdio from(std::string path) { return {Kind::readFile, std::move(path), -1}; }
  static Stdio append(std::string path) {
    return {Kind::appendFile, std::move(path), -1};
  }  // O_APPEND, made 0600
  static Stdio descriptor(int fd) { return {Kind::descriptor, {}, fd}; }
  static Stdio sameAsOut() {
    return {Kind::sameAsOut, {}, -1};
  }  // of standard error: where standard output goes
};

// `group` and `session` make the child the leader of a new process group; a session has no terminal either.
enum class Grouping { same, group, session };

struct SpawnOptions {
  std::vector<std::string> argv;  // argv[0] is a path, or a name looked up in the PATH of this process
  std::optional<Environment> environment;  // all of it; nothing = ours
  std::string folder;                      // working folder; "" = ours
  Stdio in = Stdio::null();
  Stdio out;
  Stdio err;
  Grouping grouping = Grouping::group;
  std::vector<int> inherit;  // become 3, 4, … of the child
};

// A child of this process. Not waited for when destroyed: it is then collected at a later spawn.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();

  pid_t pid() const { return pid_; }
  // Waits for the end. canceled when the token stops first; the child goes on then.
  Result<ExitStatus> wait(CancelToken token = {});
  // As wait, at most so long; nothing when it still runs.
  Result<std::optional<ExitStatus>> waitFor(std::int64_t timeoutMs, CancelToken token = {});
  // Sends to the process, or to its whole group (started with Grouping::group or session). A child already
  // waited for gets nothing.
  void signal(int number);
  void signalGroup(int number);
  // TERM to the group, KILL after the grace time; then waits.
  Result<ExitStatus> terminate(std::int64_t graceMs = 2000);

 protected:
  void noteEnd(const ExitStatus& status);  // it was collected elsewhere

 private:
  pid_t pid_;
  std::optional<ExitStatus> ended_;
};

// notFound when there is no such program, unavailable when it cannot be started.
Result<Child> spawn(const SpawnOptions& options);

struct RunLimits {
  std::int64_t timeoutMs = 0;                      // 0 = none; past it the group is ended, error unavailable
  std::uint64_t outputBytes = UINT64_C(16) << 20;  // of each stream; more is read and dropped
  std::int64_t graceMs = 500;                      // for grandchildren that hold the pipe after the end
};

struct Captured {
  ExitStatus status;
  std::string out;
  std::string err;         // empty with Stdio::sameAsOut
  bool truncated = false;  // something was dropped
};

// Starts, captures what `out` and `err` leave at "inherit", waits. A stop ends the child's group: canceled.
Result<Captured> run(SpawnOptions options, const RunLimits& limits = {}, CancelToken token = {},
                     std::string_view input = {});

// The program's path as a shell would find it: "" when there is none. `path` is a PATH, ours when empty.
std::string findProgram(std::string_view name, std::string_view path = {});

// Raises this process's limit of open files to at least `count` where the system lets it; programs started
// later have it too.
void allowOpenFiles(std::uint64_t count);

}  // namespace footplate::os
