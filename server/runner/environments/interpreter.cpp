#include "runner/environments/interpreter.h"

#include <sys/stat.h>

#include <cstdlib>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/file_times.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/process.h"
#include "runner/environments/environment.h"
#include "runner/environments/interpreter_search.h"
#include "runner/environments/python_version.h"
#include "store/store_folder.h"

namespace footplate::runner {
namespace {

constexpr const char* question = R"(import sys, sysconfig, platform, os
try:
    import pip
    p = os.path.dirname(os.path.abspath(pip.__file__))
except Exception:
    p = ""
for line in (os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable),
             "%d.%d" % sys.version_info[:2], platform.python_version(),
             sysconfig.get_config_var("SOABI") or sys.implementation.cache_tag, sysconfig.get_platform(),
             sysconfig.get_paths()["purelib"], p):
    print(line)
)";
constexpr std::size_t answers = 7;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// Changes whenever the same path may mean another interpreter.
std::string cacheKey(const std::string& path, const std::string& root) {
  struct stat info{};
  ::stat(path.c_str(), &info);
  std::string choice = readFile(root + "/.python-version", 4096).value_or("");
  choice += readFile(parentPath(parentPath(path)) + "/version", 4096).value_or("");  // pyenv's global choice
  return sha256(path + "\n" + std::to_string(modifiedTime(info).tv_sec) + "\n" +
                std::to_string(modifiedTime(info).tv_nsec) + "\n" + std::to_string(info.st_ino) + "\n" +
                std::to_string(info.st_size) + "\n" + variable("PYENV_VERSION") + "\n" + choice);
}

std::optional<Interpreter> fromAnswer(const std::string& text) {
  std::vector<std::string> lines = split(text, '\n');
  if (lines.size() < answers || lines[0].empty() || !fileExists(lines[0])) return std::nullopt;
  return Interpreter{lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], lines[6], false};
}

// A shim that has no Python behind it costs half a second to find out; it is asked once an hour.
constexpr std::string_view refusal = "refused ";
constexpr TimeMs askAgainAfterMs = 3'600'000;

bool recentRefusal(const std::string& text) {
  if (!text.starts_with(refusal)) return false;
  const TimeMs ago = nowMs() - std::strtoll(text.c_str() + refusal.size(), nullptr, 10);
  return ago >= 0 && ago < askAgainAfterMs;
}

// One that was killed (as the kernel does when memory is short), or was too slow, has said nothing about
// itself.
bool hasRefused(const os::ExitStatus& status) {
  constexpr int killedByShell = 128;  // and more: the signal that ended what a shim had started
  return status.signal == 0 && status.code < killedByShell;
}

struct Candidate {
  std::string path;
  bool chosen;
};

// "python3.10" is looked for on PATH, "env/bin/python" in the project.
std::string programAt(const std::string& root, const std::string& named) {
  return named.find('/') == std::string::npos ? os::findProgram(named) : joinPath(root, named);
}

std::vector<Candidate> candidates(const std::string& root, const LocalSettings& settings) {
  std::vector<Candidate> list;
  if (!settings.python.empty()) return {{programAt(root, settings.python), true}};
  for (const std::string& prefix : {variable("VIRTUAL_ENV"), variable("CONDA_PREFIX"), root + "/.venv"}) {
    if (!prefix.empty() && fileExists(prefix + "/bin/python")) list.push_back({prefix + "/bin/python", true});
  }
  if (!settings.usualPython.empty()) list.push_back({programAt(root, settings.usualPython), true});
  for (const char* name : {"python3", "python"}) {
    if (std::string found = os::findProgram(name); !found.empty()) list.push_back({found, false});
  }
  return list;
}

// What a place says may be less than the whole version ("python3.9"); the interpreter has the last word.
bool mayMatch(const std::string& version, const std::string& wanted) {
  if (split(version, '.').size() > 2) return matchesPython(version, wanted);
  return matchesPython(version + ".0", wanted) || matchesPython(version + ".99", wanted);
}

}  // namespace

Result<Interpreter> askInterpreter(const std::string& path, const std::string& root,
                                   const std::string& cache) {
  std::string remembered = cache + "/interpreters/" + cacheKey(path, root);
  if (auto text = readFile(remembered, 64 * 1024)) {
    if (auto known = fromAnswer(*text)) return *known;
    if (recentRefusal(*text))
      return fail(ErrorCode::unavailable, path + " did not run when it was asked lately");
  }
  os::SpawnOptions options;
  options.argv = {path, "-c", question};
  options.folder = folderExists(root) ? root : "/";
  auto asked = os::run(options, {.timeoutMs = 60'000});
  // What was killed may well answer when it is asked again: the kernel takes one when memory is short.
  if (asked && !asked->status.ok() && !hasRefused(asked->status))
    asked = os::run(options, {.timeoutMs = 60'000});
  if (!asked) return fail(asked.error());
  auto answer = asked->status.ok() ? fromAnswer(asked->out) : std::nullopt;
  static_cast<void>(makeFolder(cache + "/interpreters"));
  if (!answer) {
    if (hasRefused(asked->status))
      static_cast<void>(writeFileAtomic(remembered, std::string(refusal) + std::to_string(nowMs())));
    return fail(ErrorCode::unavailable, "asking " + path + " which Python it is: " +
                                            asked->status.describe() + " " + std::string(trim(asked->err)));
  }
  static_cast<void>(writeFileAtomic(remembered, asked->out));
  return *answer;
}

Result<Interpreter> chooseInterpreter(const std::string& root, const LocalSettings& settings,
                                      const std::string& cache, const std::string& wanted) {
  Error last{ErrorCode::unavailable,
             "no Python was found; install python3 or name one under python: in .footplate/config.yml"};
  std::optional<Interpreter> found;
  for (const Candidate& candidate : candidates(root, settings)) {
    if (candidate.path.empty()) continue;
    auto asked = askInterpreter(candidate.path, root, cache);
    if (asked) {
      found = *asked;
      found->chosen = candidate.chosen;
      break;
    }
    last = asked.error();
  }
  if (found && (!settings.python.empty() || matchesPython(found->full, wanted))) return *found;
  if (!wanted.empty()) {
    for (const FoundPython& other : findInterpreters()) {
      if (!mayMatch(other.version, wanted)) continue;
      auto asked = askInterpreter(other.path, root, cache);
      if (asked && matchesPython(asked->full, wanted)) return *asked;
    }
  }
  if (found) return *found;
  return fail(last);
}

}  // namespace footplate::runner
