#include "runner/failure.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>

#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "runner/environments/conda_names.h"

namespace footplate::runner {
namespace {

constexpr std::size_t linesOfError = 20;
constexpr std::size_t looksBack = 256 * 1024;
constexpr std::size_t longestLine = 400;
constexpr std::size_t mostFrames = 60;
constexpr std::string_view headline = "Traceback (most recent call last):";

// "[rank0]: Traceback …" of torch.
std::string_view withoutRank(std::string_view line) {
  if (!line.starts_with("[rank")) return line;
  const std::size_t end = line.find("]: ");
  return end == std::string_view::npos ? line : line.substr(end + 3);
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    // What a progress bar has overwritten is not there any more.
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (const std::size_t over = line.rfind('\r'); over != std::string_view::npos)
      line = line.substr(over + 1);
    lines.push_back(line);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

// '  File "train.py", line 3, in main', and of a syntax error without the function.
bool readFrame(std::string_view line, store::TracebackFrame& frame) {
  line = trim(line);
  if (!line.starts_with("File \"")) return false;
  const std::size_t quote = line.find('"', 6);
  constexpr std::string_view word = "\", line ";
  if (quote == std::string_view::npos || line.substr(quote, word.size()) != word) return false;
  const std::string_view rest = line.substr(quote + word.size());
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), frame.line);
  if (read.ec != std::errc()) return false;
  frame.file = std::string(line.substr(6, quote - 6));
  const std::size_t in = rest.find(", in ");
  frame.function = in == std::string_view::npos ? "" : std::string(rest.substr(in + 5));
  return true;
}

// How long the command to a terminal is that begins here (colours, the cursor), 0 for none: "\x1b[31m".
std::size_t terminalCommand(std::string_view bytes) {
  if (!bytes.starts_with("\x1b[")) return 0;
  const std::size_t end = bytes.find_first_not_of("0123456789;:?", 2);
  return end == std::string_view::npos ? bytes.size() : end + 1;
}

std::string validText(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    if (const std::size_t command = terminalCommand(bytes.substr(at)); command > 0) {
      at += command;
      continue;
    }
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    bool good = length > 0 && at + length <= bytes.size();
    for (std::size_t more = 1; good && more < length; ++more)
      good = (static_cast<unsigned char>(bytes[at + more]) & 0xC0U) == 0x80U;
    const bool control = lead < 0x20 && lead != '\t';
    if (good && !control) text += bytes.substr(at, length);
    if (!good) text += "\xEF\xBF\xBD";
    at += good ? length : 1;
  }
  return text;
}

// "No module named 'cv2.aruco'" -> "cv2"
std::string missingModule(const std::string& exception) {
  constexpr std::string_view words = "No module named '";
  const std::size_t at = exception.find(words);
  if (at == std::string::npos || !exception.starts_with("ModuleNotFoundError")) return {};
  const std::string name = exception.substr(at + words.size());
  return name.substr(0, name.find_first_of(".'"));
}

std::string adviceFor(const FailureFacts& facts, const std::string& exception, std::string_view log) {
  const auto says = [&](std::string_view words) {
    return exception.find(words) != std::string::npos || log.find(words) != std::string_view::npos;
  };
  if (const std::string module = missingModule(exception); !module.empty()) {
    const std::string package = packageOfModule(module);
    return "the environment is " + facts.environment + ": add " + package + " to its definition";
  }
  if (says("CUDA out of memory") || exception.starts_with("torch.cuda.OutOfMemoryError"))
    return "the memory of the GPU ran out: take a smaller batch or model";
  if (exception.starts_with("MemoryError") || exception.find("._ArrayMemoryError") != std::string::npos)
    return "the memory that the job may use ran out";
  if (exception.find("No space left on device") != std::string::npos || says("No space left on device"))
    return "a disk is full: outputs go to the project's .footplate/runs, temporary files to $TMPDIR";
  return {};
}

// What the shell said of a program it could not start: its last line about it.
std::string shellWords(std::string_view log, std::string_view words) {
  const std::vector<std::string_view> lines = linesOf(log);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (line->find(words) != std::string_view::npos) return validText(line->substr(0, longestLine));
  }
  return {};
}

// A line of a box that is drawn around a message, without the box; "" for its edges.
std::string_view unboxed(std::string_view line) {
  constexpr std::string_view side = "│";
  constexpr std::string_view edge = "╰";
  line = trim(line);
  if (line.starts_with(edge)) return {};
  if (line.starts_with(side)) line = trim(line.substr(side.size()));
  if (line.ends_with(side)) line = trim(line.substr(0, line.size() - side.size()));
  return line;
}

// What a program said last, the better where it calls that an error: "train.py: error: unrecognized
// arguments".
std::string lastSaid(std::string_view log) {
  const std::vector<std::string_view> lines = linesOf(log);
  std::string last;
  const std::size_t first = lines.size() - std::min(linesOfError, lines.size());
  for (std::size_t at = lines.size(); at > first; --at) {
    const std::string text = validText(lines[at - 1].substr(0, longestLine));
    const std::string line(unboxed(text));
    const std::string small = toLower(line);
    if (small.find("error:") != std::string::npos || small.find("fatal:") != std::string::npos) return line;
    if (last.empty()) last = line;
  }
  return last;
}

// Whether the log goes on behind its traceback with a program that was called wrongly.
bool isUsageError(int code, std::string_view said) {
  constexpr int usage = 2;
  return code == usage && said.find("rror: ") != std::string_view::npos;
}

std::string describeEnd(const FailureFacts& facts, const std::string& exception, std::string_view log) {
  const int code = facts.status.code;
  std::string text = facts.who + " ended with " + facts.status.describe();
  if (facts.outOfMemory)
    return text + ": the kernel ended it because memory ran out; use less, or give the run more";
  // A shell says 128 + N of a program that a signal ended.
  if (facts.status.signal == 0 && code > 128 && code < 128 + NSIG) {
    const char* name = ::strsignal(code - 128);
    text += " (a program of it was killed by signal " + std::to_string(code - 128) +
            (name ? " (" + std::string(name) + ")" : "") + ")";
  }
  const std::string said = lastSaid(log);
  if (!exception.empty() && !isUsageError(code, said)) return text + ": " + exception;
  const char* cannot = code == 127 ? "not found" : code == 126 ? "ermission denied" : nullptr;
  if (cannot && facts.status.signal == 0) {
    const std::string words = shellWords(log, cannot);
    return text + ": " +
           (words.empty() ? code == 127 ? "a program was not found" : "a program cannot be executed" : words);
  }
  return said.empty() ? text : text + ": " + said;
}

}  // namespace

std::string endOfFile(const std::string& path, std::size_t bytes) {
  const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info{};
  if (!file || ::fstat(file.get(), &info) != 0) return {};
  const auto size = static_cast<std::size_t>(info.st_size);
  std::string text(std::min(size, bytes), '\0');
  const ssize_t got = ::pread(file.get(), text.data(), text.size(), static_cast<off_t>(size - text.size()));
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

std::vector<std::string> lastLines(std::string_view text, std::size_t count) {
  const std::vector<std::string_view> lines = linesOf(text);
  std::vector<std::string> last;
  for (std::size_t at = lines.size() - std::min(count, lines.size()); at < lines.size(); ++at) {
    const bool cut = lines[at].size() > longestLine;
    last.push_back(validText(lines[at].substr(0, longestLine)) + (cut ? "…" : ""));
  }
  return last;
}

Traceback lastTraceback(std::string_view text) {
  const std::size_t begin = text.rfind(headline);
  Traceback found;
  if (begin == std::string_view::npos) return found;
  std::vector<std::string_view> lines = linesOf(text.substr(begin));
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const std::string_view line = withoutRank(lines[at]);
    store::TracebackFrame frame;
    if (readFrame(line, frame)) {
      found.frames.push_back(std::move(frame));
    } else if (!line.empty() && line.front() != ' ' && line.front() != '\t') {
      found.exception = validText(line.substr(0, longestLine));
      break;
    }
  }
  if (found.frames.size() > mostFrames)
    found.frames.erase(found.frames.begin(), found.frames.end() - static_cast<std::ptrdiff_t>(mostFrames));
  return found;
}

store::RunError explainFailure(const FailureFacts& facts, const std::string& log) {
  const std::string text = endOfFile(log, looksBack);
  Traceback traceback = lastTraceback(text);
  std::string message = describeEnd(facts, traceback.exception, text);
  if (const std::string advice = adviceFor(facts, traceback.exception, text); !advice.empty())
    message += "; " + advice;
  store::RunError error{facts.outOfMemory     ? "outOfMemory"
                        : facts.status.signal ? "signal"
                                              : "exitCode",
                        maskSecrets(message),
                        {},
                        {}};
  for (std::string& line : lastLines(text, linesOfError)) {
    std::string shown;
    SourcePathFilter filter(facts.paths, [&](std::string_view piece) {
      shown += piece;
      return true;
    });
    static_cast<void>(filter.pass(line) && filter.flush());
    error.logTail.push_back(maskSecrets(shown));
  }
  for (store::TracebackFrame& frame : traceback.frames) {
    // Older Pythons name the main script as it was typed.
    const bool relative = !frame.file.empty() && frame.file.front() != '/' && frame.file.front() != '<';
    if (relative && !facts.paths.source().empty()) frame.file = joinPath(facts.paths.source(), frame.file);
    frame.file = facts.paths.map(frame.file);
    error.traceback.push_back(std::move(frame));
  }
  return error;
}

}  // namespace footplate::runner
