#include "runner/environments/debug_python.h"

#include "base/fs.h"
#include "base/strings.h"
#include "os/process.h"
#include "runner/environments/build_log.h"

namespace footplate::runner {
namespace {

constexpr std::int64_t installTimeoutMs = 600'000;

// Read by the interpreter as it starts, before the job's own code: it starts itself again under debugpy.
// Installers and one-line checks before the script are left alone; of several processes the first takes it.
constexpr const char* hook = R"(import os
import sys

ONCE = @ONCE@
PORT = "@PORT@"
NOT_THESE = ("pip", "venv", "ensurepip", "debugpy", "compileall", "virtualenv")


def command_line():
    words = getattr(sys, "orig_argv", None)
    if words:
        return list(words)
    try:
        with open("/proc/self/cmdline", "rb") as file:
            return [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
    except OSError:
        return []  # a Python before 3.10, not on Linux: it runs without the debugger


def what_it_runs(words):
    """Where in the words the script or "-m" is; nothing for "-c", "-" and an interactive Python."""
    at = 1
    while at < len(words):
        word = words[at]
        if word in ("-W", "-X", "--check-hash-based-pycs"):
            at += 2
        elif word == "-m":
            module = words[at + 1] if at + 1 < len(words) else ""
            return None if module.split(".")[0] in NOT_THESE else at
        elif word == "-" or word == "--help" or word == "--version":
            return None
        elif word.startswith("-"):
            if "c" in word[1:] and not word.startswith("--"):
                return None
            at += 1
        else:
            name = os.path.basename(word)
            return None if name.startswith("pip") else at
    return None


def begin():
    words = command_line()
    at = what_it_runs(words)
    if at is None:
        return
    try:
        os.mkdir(ONCE)
    except OSError:
        return
    debugger = ["-Xfrozen_modules=off", "-m", "debugpy", "--listen", "127.0.0.1:" + PORT, "--wait-for-client"]
    if sys.version_info < (3, 11):
        del debugger[0]
    sys.stderr.write("footplate: waiting for a debugger at 127.0.0.1:" + PORT + "\n")
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable] + words[1:at] + debugger + words[at:])


begin()
)";

Result<bool> canImport(const std::string& python, const CancelToken& stop) {
  os::SpawnOptions options;
  options.argv = {python, "-c", "import debugpy"};
  options.folder = "/";
  auto done = os::run(options, {.timeoutMs = 60'000}, stop);
  if (!done) return fail(done.error());
  return done->status.ok();
}

Result<void> install(const std::string& python, const CancelToken& stop) {
  os::SpawnOptions options;
  const std::string uv = os::findProgram("uv");
  if (uv.empty()) {
    options.argv = {python, "-m",     "pip", "install", "--no-input", "--disable-pip-version-check",
                    "-q",   "debugpy"};
  } else {
    options.argv = {uv, "pip", "install", "--python", python, "-q", "debugpy"};
  }
  options.folder = "/";
  options.err = os::Stdio::sameAsOut();
  auto done = os::run(options, {.timeoutMs = installTimeoutMs}, stop);
  if (!done) return fail(done.error());
  if (done->status.ok()) return {};
  return fail(ErrorCode::unavailable, "installing debugpy for the debugger: " + lastWords(done->out) +
                                          "; add debugpy to the environment, or submit without --debug");
}

}  // namespace

Result<void> prepareDebugger(const std::string& overlay, const std::string& site, int port,
                             const std::function<void(std::string_view)>& say, const CancelToken& stop) {
  const std::string python = overlay + "/bin/python";
  const auto there = canImport(python, stop);
  if (!there) return fail(there.error());
  if (!*there) {
    if (say) say("footplate: installing debugpy into this run's own environment");
    if (auto installed = install(python, stop); !installed) return installed;
  }
  std::string text = replaceAll(hook, "@PORT@", std::to_string(port));
  text = replaceAll(text, "@ONCE@", "r'" + overlay + "/.debugged'");
  if (auto written = writeFileAtomic(site + "/_footplate_debug.py", text, 0644); !written) return written;
  // After _footplate.pth, which makes the environment's packages known.
  return writeFileAtomic(site + "/_footplate_debug.pth", "import _footplate_debug\n", 0644);
}

}  // namespace footplate::runner
