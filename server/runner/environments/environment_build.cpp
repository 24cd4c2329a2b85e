#include "runner/environments/environment_build.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/process.h"
#include "runner/environments/loosener.h"

namespace footplate::runner {
namespace {

constexpr std::int64_t installTimeoutMs = 3'600'000;
constexpr std::int64_t toolTimeoutMs = 300'000;
constexpr const char* listName = ".requirements.txt";
constexpr const char* limitsName = ".constraints.txt";
// What pip says before it goes through versions after versions, where a package has no wheel for hours.
constexpr std::string_view backtrackingWords = "This could take a while";
constexpr std::int64_t usualPatienceMs = 90'000;
constexpr const char* patienceVariable = "FOOTPLATE_BACKTRACKING_SECONDS";

BuildLog::Doubt backtracking() {
  const char* chosen = std::getenv(patienceVariable);
  const std::int64_t seconds = chosen ? std::atoll(chosen) : 0;
  return {backtrackingWords, seconds > 0 ? seconds * 1000 : usualPatienceMs};
}

using Built = tl::expected<void, BuildFailure>;

tl::unexpected<BuildFailure> failure(Error error, bool passing = false) {
  return tl::unexpected<BuildFailure>(BuildFailure{std::move(error), passing});
}

tl::unexpected<BuildFailure> told(const char* doing, const std::string& output) {
  return failure({ErrorCode::unavailable, doing + lastWords(output)}, isPassing(output));
}

struct Pip {
  std::vector<std::string> argv;  // how it is started
  std::string package;            // its folder
};

// A pip that can work for the interpreter: its own, one of a venv made for it, or one that uv fetches.
tl::expected<Pip, BuildFailure> pipOf(const Interpreter& python, const std::string& scratch, BuildLog& log,
                                      const CancelToken& stop) {
  if (!python.pip.empty()) return Pip{{python.path, "-m", "pip"}, python.pip};
  const std::string venv = scratch + "/.pip-venv";
  const std::string uv = os::findProgram("uv");
  os::SpawnOptions options;
  options.argv = uv.empty() ? std::vector<std::string>{python.path, "-m", "venv", venv}
                            : std::vector<std::string>{uv, "venv", "--seed", "--python", python.path, venv};
  auto made = log.run(options, toolTimeoutMs, stop);
  if (!made) return failure(made.error());
  if (!made->status.ok()) {
    return failure(
        {ErrorCode::unavailable,
         python.path + " has neither pip nor venv; install python3-venv, or uv: " + lastWords(made->output)});
  }
  return Pip{{venv + "/bin/python", "-m", "pip"}, sitePackages(venv, python.version) + "/pip"};
}

// Whether this pip is of a version, or newer; one that does not tell counts as new.
bool isFrom(const Pip& pip, const char* version) {
  const std::string text = readFile(pip.package + "/__init__.py", 64 * 1024).value_or("");
  constexpr std::string_view mark = "__version__ = \"";
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return true;
  const std::size_t begin = at + mark.size();
  return compareVersions(text.substr(begin, text.find('"', begin) - begin), version) >= 0;
}

// Can install for another Python than its own: `--python`.
bool takesPython(const Pip& pip) {
  return isFrom(pip, "22.3");
}

// Goes back on versions it has chosen, unless told not to.
bool resolvesByItself(const Pip& pip) {
  return isFrom(pip, "20.3");
}

// Installs for the venv without asking an index. An older pip is run by the venv's own Python, which sees
// what lies beside it: that must not count as installed.
void installBy(const Pip& pip, const std::string& venv, os::SpawnOptions& options) {
  const std::string python = venv + "/bin/python";
  if (takesPython(pip)) {
    options.argv = pip.argv;
    options.argv.insert(options.argv.end(), {"--python", python, "install"});
  } else {
    options.argv = {python, "-m", "pip", "install", "--ignore-installed"};
    options.environment = os::currentEnvironment();
    (*options.environment)["PYTHONPATH"] = parentPath(pip.package);
  }
  for (const char* word : {"--no-input", "--disable-pip-version-check", "--no-deps", "--no-index",
                           "--no-compile", "--progress-bar", "off"})
    options.argv.emplace_back(word);
}

// A loosened package is in the end the version that was fetched for it.
void nameGiven(std::vector<store::Substitution>& substitutions, const std::string& folder) {
  const auto names = listFolder(folder);
  if (!names) return;
  for (store::Substitution& change : substitutions) {
    for (const std::string& file : *names) {
      const std::vector<std::string> parts = split(file, '-');
      if (parts.size() > 2 && packageName(parts[0]) == change.package) change.given = "==" + parts[1];
    }
  }
}

// "-e ./here" is built like the rest: nobody edits an environment that runs share.
std::string installable(const std::string& line) {
  const bool editable = line.starts_with("-e ") || line.starts_with("--editable");
  return editable ? localPathOf(line) : line;
}

Result<void> writeLines(const std::string& path, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += installable(line) + "\n";
  return writeFileAtomic(path, text);
}

std::string setuptoolsIn(const std::string& folder) {
  for (const std::string& name : listFolder(folder).value_or(std::vector<std::string>())) {
    if (name.starts_with("setuptools-") && name.ends_with(".whl")) return folder + "/" + name;
  }
  return {};
}

// The wheel that this Python puts into a venv; "" where it puts none, as from 3.12 on.
std::string bundledSetuptools(const Interpreter& python) {
  if (compareVersions(python.version, "3.12") >= 0) return {};
  std::error_code error;
  const auto prefix = std::filesystem::canonical(python.path, error).parent_path().parent_path();
  const std::string wheel =
      setuptoolsIn(prefix.string() + "/lib/python" + python.version + "/ensurepip/_bundled");
  return wheel.empty() ? setuptoolsIn("/usr/share/python-wheels") : wheel;
}

// How pip looks for versions. Sources take long and may need a compiler, so at first only wheels count.
struct Search {
  bool onlyWheels = true;
  bool firstFit = false;  // as pip before 20.3
};

std::vector<std::string> wheelCommand(const std::vector<std::string>& pip, const Loosener& loosener,
                                      const std::string& folder, const Search& search) {
  std::vector<std::string> argv = pip;
  for (const char* word :
       {"wheel", "--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--prefer-binary"}) {
    argv.emplace_back(word);
  }
  if (search.onlyWheels) argv.emplace_back("--only-binary=:all:");
  if (search.firstFit) argv.emplace_back("--use-deprecated=legacy-resolver");
  argv.insert(argv.end(), {"-w", folder});
  for (const std::string& name : loosener.fromSource()) argv.push_back("--no-binary=" + name);
  argv.insert(argv.end(), {"-r", folder + "/" + listName});
  if (!loosener.constraints().empty()) argv.insert(argv.end(), {"-c", folder + "/" + limitsName});
  return argv;
}

}  // namespace

std::string builtFor(const Interpreter& python, const Requirements& requirements) {
  std::string text = python.abi + " " + python.platform;
  if (requirements.lines.empty()) return text;
  const std::string wheel = bundledSetuptools(python);
  return wheel.empty() ? text : text + " " + fileName(wheel);
}

void addSetuptools(const Interpreter& python, const std::string& folder) {
  const std::string wheel = setuptoolsIn(folder).empty() ? bundledSetuptools(python) : "";
  std::error_code error;
  if (!wheel.empty()) std::filesystem::copy_file(wheel, folder + "/" + fileName(wheel), error);
}

tl::expected<WheelSet, BuildFailure> gatherWheels(const Interpreter& python, const Requirements& requirements,
                                                  const std::string& folder, bool strict, BuildLog& log,
                                                  const CancelToken& stop) {
  if (auto made = makeFolder(folder); !made) return failure(made.error());
  WheelSet set;
  if (!requirements.lines.empty()) {
    auto pip = pipOf(python, folder, log, stop);
    if (!pip) return tl::unexpected<BuildFailure>(pip.error());
    Loosener loosener(requirements);
    const std::size_t rounds = 3 * (requirements.lines.size() + requirements.constraints.size()) + 3;
    const std::string list = folder + "/" + listName;
    const std::string limits = folder + "/" + limitsName;
    bool isolated = false;  // sources are built with setuptools and wheel of their own
    Search search{true, requirements.firstFit && resolvesByItself(*pip)};
    for (std::size_t round = 0;; ++round) {
      if (auto written = writeLines(list, loosener.lines()); !written) return failure(written.error());
      if (auto written = writeLines(limits, loosener.constraints()); !written)
        return failure(written.error());
      os::SpawnOptions options;
      options.argv = wheelCommand(pip->argv, loosener, folder, search);
      options.folder = folder;
      if (isolated) {
        options.environment = os::currentEnvironment();
        (*options.environment)["PIP_USE_PEP517"] = "1";
      }
      const bool mayDoubt = search.onlyWheels && !search.firstFit;
      auto done =
          log.run(options, installTimeoutMs, stop, mayDoubt ? std::optional(backtracking()) : std::nullopt);
      if (!done) return failure(done.error(), done.error().code == ErrorCode::canceled);
      if (done->givenUp) {
        log.note("footplate: no set of wheels was found that fit together; sources are taken as well");
        search.onlyWheels = false;
        continue;
      }
      if (done->status.ok()) break;
      if (!isolated && done->output.find("invalid command 'bdist_wheel'") != std::string::npos) {
        isolated = true;
        continue;
      }
      const bool mended =
          !strict && round < rounds && !isPassing(done->output) && loosener.mend(done->output);
      if (!mended) return told("fetching the environment's packages: ", done->output);
      log.note("footplate: not available for Python " + python.version + ", trying the nearest versions");
    }
    for (const std::string& scratch : {list, limits, folder + "/.pip-venv"})
      static_cast<void>(removeTree(scratch));
    set.substitutions = loosener.substitutions();
    nameGiven(set.substitutions, folder);
  }
  set.substitutions.insert(set.substitutions.end(), requirements.leftOut.begin(), requirements.leftOut.end());
  return set;
}

Built installWheels(const Interpreter& python, const std::string& wheels, const std::string& folder,
                    BuildLog& log, const CancelToken& stop) {
  std::vector<std::string> found;
  for (const std::string& name : listFolder(wheels).value_or(std::vector<std::string>())) {
    if (name.ends_with(".whl")) found.push_back(wheels + "/" + name);
  }
  if (found.empty()) return {};
  os::SpawnOptions options;
  if (const std::string uv = os::findProgram("uv"); !uv.empty()) {
    options.argv = {uv,          "pip",       "install",   "--python", folder + "/bin/python",
                    "--offline", "--no-deps", "--no-index"};
  } else {
    auto pip = pipOf(python, folder, log, stop);
    if (!pip) return tl::unexpected<BuildFailure>(pip.error());
    installBy(*pip, folder, options);
  }
  options.argv.insert(options.argv.end(), found.begin(), found.end());
  auto done = log.run(options, installTimeoutMs, stop);
  if (!done) return failure(done.error(), done.error().code == ErrorCode::canceled);
  static_cast<void>(removeTree(folder + "/.pip-venv"));
  if (!done->status.ok()) return told("installing the environment's packages: ", done->output);
  // Compiled now, once, rather than by every run that cannot write here.
  os::SpawnOptions compile;
  compile.argv = {
      folder + "/bin/python", "-m", "compileall", "-q", "-j", "0", sitePackages(folder, python.version)};
  static_cast<void>(log.run(compile, 600'000, stop));
  return {};
}

Result<void> makeBareVenv(const Interpreter& python, const std::string& folder, bool systemSite) {
  namespace files = std::filesystem;
  std::error_code error;
  files::create_directories(sitePackages(folder, python.version), error);
  if (!error) files::create_directories(folder + "/bin", error);
  if (!error) files::create_directory_symlink("lib", folder + "/lib64", error);
  for (const std::string& name : {std::string("python"), std::string("python3"), "python" + python.version}) {
    if (!error)
      files::create_symlink(name == "python" ? python.path : "python", folder + "/bin/" + name, error);
  }
  if (error) return fail(ErrorCode::unavailable, "making the venv " + folder + ": " + error.message());
  std::string text = "home = " + parentPath(python.path) +
                     "\ninclude-system-site-packages = " + (systemSite ? "true" : "false") +
                     "\nversion = " + python.full + "\nexecutable = " + python.path + "\n";
  std::FILE* file = std::fopen((folder + "/pyvenv.cfg").c_str(), "we");
  bool good = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file) good = std::fclose(file) == 0 && good;
  if (!good)
    return fail(ErrorCode::unavailable, "writing " + folder + "/pyvenv.cfg: " + systemMessage(errno));
  return {};
}

std::string sitePackages(const std::string& venv, const std::string& version) {
  return venv + "/lib/python" + version + "/site-packages";
}

}  // namespace footplate::runner
