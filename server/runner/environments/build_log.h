// The log of one environment's build: installers write into it themselves, people see what is worth seeing as
// it comes, and those who wait for somebody else's build follow the same file.
//
// One object belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/result.h"
#include "os/process.h"

namespace footplate::runner {

// Takes one line for the person waiting; may be empty.
using Say = std::function<void(std::string_view)>;

// The variable that marks the installers of a build, so that those of a killed builder are found and ended.
inline constexpr const char* buildVariable = "FOOTPLATE_BUILD";

class BuildLog {
 public:
  // `build` names the build for its installers, which keep their temporary files in the folder `temporary`.
  // What the file holds already is not shown again.
  BuildLog(std::string path, std::string build, std::string temporary, Say say);

  // Begins the file anew, private to the user.
  Result<void> begin(std::string_view title);

  struct Ran {
    os::ExitStatus status;
    std::string output;  // of this program alone, its last 4 MB
    bool givenUp = false;
  };
  // An installer that says `words` and has not ended after so long is ended: it is better tried otherwise.
  struct Doubt {
    std::string_view words;
    std::int64_t afterMs = 0;
  };
  // Runs an installer to its end; its output goes into the file and, as far as it tells of progress, to
  // `say`. unavailable past the time limit, canceled by `stop`: the installer is ended then.
  Result<Ran> run(os::SpawnOptions options, std::int64_t timeoutMs, const CancelToken& stop,
                  const std::optional<Doubt>& doubt = {});

  // Shows what came since the last look.
  void follow();
  // A line of ours, into the file and to `say`.
  void note(const std::string& line);
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::string build_;
  std::string temporary_;
  Say say_;
  std::uint64_t at_ = 0;
  std::string rest_;  // of a line that is not whole yet
};

// The last words of an installer, short enough for an error message; secrets masked.
std::string lastWords(const std::string& output);

// Whether the words are of a network, a disk or a server that may be well again soon: such a failure is not
// remembered.
bool isPassing(std::string_view output);

}  // namespace footplate::runner
