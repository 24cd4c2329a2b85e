#include "runner/environments/build_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"

namespace footplate::runner {
namespace {

constexpr std::uint64_t mostOutput = UINT64_C(4) << 20;
constexpr std::int64_t lookAgainMs = 150;

std::uint64_t sizeOf(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

std::string readFrom(const std::string& path, std::uint64_t from, std::uint64_t most) {
  const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return {};
  std::string text(static_cast<std::size_t>(std::min(most, sizeOf(path) - std::min(from, sizeOf(path)))),
                   '\0');
  const ssize_t got = ::pread(file.get(), text.data(), text.size(), static_cast<off_t>(from));
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

// What tells a waiting person that it goes on.
bool isProgress(std::string_view line) {
  for (const char* word : {"Collecting ", "Downloading ", "Building ", "Installing ", "Processing ",
                           "Created wheel", "Successfully ", "Saved ", "Resolved ", "Prepared ", "Installed ",
                           "Solving ", "Linking ", "Extracting ", "STEP ", "error", "ERROR", "footplate: "}) {
    if (line.starts_with(word)) return true;
  }
  return false;
}

// Without the places of files that are there for the build alone.
std::string shortened(std::string_view line) {
  constexpr std::string_view word = "Processing ";
  line = line.substr(0, line.find(" (from -r /"));
  if (!line.starts_with(std::string(word) + "/")) return std::string(line);
  return std::string(word) + std::string(fileName(line));
}

}  // namespace

BuildLog::BuildLog(std::string path, std::string build, std::string temporary, Say say)
    : path_(std::move(path)),
      build_(std::move(build)),
      temporary_(std::move(temporary)),
      say_(std::move(say)),
      at_(sizeOf(path_)) {}

Result<void> BuildLog::begin(std::string_view title) {
  at_ = 0;
  rest_.clear();
  if (auto written = writeFileAtomic(path_, std::string(title) + "\n"); !written) return written;
  at_ = sizeOf(path_);
  return {};
}

void BuildLog::follow() {
  if (sizeOf(path_) < at_) at_ = 0;  // begun anew
  const std::string text = readFrom(path_, at_, mostOutput);
  at_ += text.size();
  rest_ += text;
  for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
    const std::string_view line = trim(std::string_view(rest_).substr(0, end));
    if (say_ && isProgress(line))
      say_(maskSecrets(line.starts_with("footplate: ") ? line : "  " + shortened(line)));
    rest_.erase(0, end + 1);
  }
  constexpr std::size_t longestLine = 64 * 1024;
  if (rest_.size() > longestLine) rest_.clear();
}

void BuildLog::note(const std::string& line) {
  const os::Descriptor file(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (file) static_cast<void>(writeAll(file.get(), line + "\n"));
  follow();
}

Result<BuildLog::Ran> BuildLog::run(os::SpawnOptions options, std::int64_t timeoutMs, const CancelToken& stop,
                                    const std::optional<Doubt>& doubt) {
  follow();
  const std::uint64_t began = sizeOf(path_);
  os::Environment variables = options.environment ? *options.environment : os::currentEnvironment();
  variables[buildVariable] = build_;
  variables["TMPDIR"] = temporary_;
  variables["PYTHONUNBUFFERED"] = "1";
  variables["NO_COLOR"] = "1";
  options.environment = std::move(variables);
  options.out = os::Stdio::append(path_);
  options.err = os::Stdio::sameAsOut();
  auto child = os::spawn(options);
  if (!child) return fail(child.error());
  const auto output = [&] {
    const std::uint64_t end = sizeOf(path_);
    return readFrom(path_, std::max(began, end > mostOutput ? end - mostOutput : 0), mostOutput);
  };
  std::int64_t lookAt = doubt ? doubt->afterMs : 0;
  for (std::int64_t waited = 0;; waited += lookAgainMs) {
    auto ended = child->waitFor(lookAgainMs, stop);
    follow();
    if (ended && *ended) return Ran{**ended, output()};
    if (ended && doubt && waited >= lookAt) {
      lookAt += doubt->afterMs / 4;
      if (output().find(doubt->words) != std::string::npos) {
        static_cast<void>(child->terminate());
        return Ran{{}, output(), true};
      }
    }
    if (ended && (timeoutMs == 0 || waited < timeoutMs)) continue;
    static_cast<void>(child->terminate());
    if (!ended) return fail(ended.error());
    return fail(ErrorCode::unavailable, options.argv.front() + " took longer than " +
                                            std::to_string(timeoutMs / 60'000) + " minutes and was ended");
  }
}

std::string lastWords(const std::string& output) {
  constexpr std::size_t longest = 240;
  std::vector<std::string> kept;
  for (const std::string& line : split(output, '\n')) {
    const bool told = line.find("ERROR") != line.npos || line.find("error:") != line.npos ||
                      line.find("critical") != line.npos || line.find("Error: ") != line.npos;
    if (told && line.find("Ignored the following") == line.npos)
      kept.emplace_back(trim(line).substr(0, longest));
  }
  if (kept.size() > 3) kept.erase(kept.begin(), kept.end() - 3);
  if (!kept.empty()) return maskSecrets(join(kept, "; "));
  const std::size_t tail = std::min(output.size(), 2 * longest);
  return maskSecrets(
      replaceAll(std::string(trim(std::string_view(output).substr(output.size() - tail))), "\n", "; "));
}

bool isPassing(std::string_view output) {
  for (const char* words : {"Temporary failure in name resolution",
                            "Name or service not known",
                            "Failed to establish a new connection",
                            "Connection refused",
                            "Connection reset",
                            "Connection aborted",
                            "Network is unreachable",
                            "Read timed out",
                            "ReadTimeoutError",
                            "ConnectTimeoutError",
                            "ProtocolError",
                            "Max retries exceeded",
                            "No space left on device",
                            "Disk quota exceeded",
                            "Could not resolve host",
                            "503 Server Error",
                            "502 Server Error",
                            "504 Server Error",
                            "429 Client Error",
                            "Too Many Requests",
                            "error sending request"}) {
    if (output.find(words) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace footplate::runner
