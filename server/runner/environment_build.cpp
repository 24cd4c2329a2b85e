// Loosening works on pip's own words: it names the requirement that cannot be had and, mostly, the versions
// that can. Each round mends what the last one named, so the number of rounds is bounded by the number of
// requirements.
#include "runner/environment_build.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/process.h"

namespace footplate::runner {
namespace {

constexpr std::int64_t installTimeoutMs = 3'600'000;

// A pip that can work for the interpreter: its own, or one made for it in the wheels' folder.
Result<std::vector<std::string>> pipOf(const Interpreter& python, const std::string& scratch,
                                       CancelToken stop) {
  if (!python.pip.empty()) return std::vector<std::string>{python.path, "-m", "pip"};
  std::string venv = scratch + "/.pip-venv";
  os::SpawnOptions options;
  options.argv = {python.path, "-m", "venv", venv};
  auto made = os::run(options, {.timeoutMs = 300'000}, stop);
  if (!made) return fail(made.error());
  if (!made->status.ok()) {
    return fail(ErrorCode::unavailable,
                python.path + " has neither pip nor venv: " + std::string(trim(made->err)));
  }
  return std::vector<std::string>{venv + "/bin/python", "-m", "pip"};
}

class Loosener {
 public:
  explicit Loosener(const Requirements& requirements) : lines_(requirements.lines) {}

  const std::vector<std::string>& lines() const { return lines_; }
  const std::set<std::string>& fromSource() const { return fromSource_; }

  std::vector<store::Substitution> substitutions() const {
    std::vector<store::Substitution> list;
    for (const auto& [name, change] : changes_) list.push_back(change);
    return list;
  }

  // Mends the first thing the output complains of; false when there is nothing it could mend.
  bool mend(const std::string& output) {
    for (const std::string& line : split(output, '\n')) {
      std::size_t at = line.find("satisfies the requirement ");
      if (at != line.npos) return mendMissing(line.substr(at + 26));
    }
    std::size_t conflict = output.find("ERROR: Cannot install ");
    if (conflict != output.npos)
      return mendConflict(output.substr(conflict + 22, output.find('\n', conflict) - conflict));
    for (const char* word :
         {"Failed to build ", "Failed building wheel for ", "metadata-generation-failed"}) {
      if (output.find(word) != output.npos) return mendBuild(output);
    }
    return false;
  }

 private:
  // "numpy==1.2.1 (from versions: 1.23.2, 1.23.3)"
  bool mendMissing(const std::string& text) {
    std::string requirement(trim(text.substr(0, text.find(" (from"))));
    std::string name = packageName(requirement);
    std::size_t list = text.find("from versions: ");
    std::vector<std::string> versions;
    if (list != text.npos) {
      std::string words = text.substr(list + 15);
      for (const std::string& word : split(words.substr(0, words.find(')')), ',')) {
        if (std::string version(trim(word)); version != "none") versions.push_back(version);
      }
    }
    std::string* line = lineOf(name);
    if (!line) return mendParent(text);
    if (versions.empty()) return fromSource_.insert(name).second;
    std::string wanted = versionPart(*line);
    std::size_t digits = wanted.find_first_of("0123456789");
    std::string number =
        digits == wanted.npos ? "0" : wanted.substr(digits, wanted.find_first_of(",*", digits) - digits);
    std::string given = nearestVersion(number, versions);
    return !given.empty() && replace(*line, "==" + given, "there is no build of it for this Python");
  }

  // "wrapt==1.11.1 (from inference-schema) (from versions: …": the package asked for insists on it.
  bool mendParent(const std::string& text) {
    std::size_t from = text.find("(from ");
    if (from == text.npos) return false;
    std::string parent = text.substr(from + 6);
    parent = parent.substr(0, parent.find_first_of(") "));
    std::string* line = lineOf(packageName(parent.substr(0, parent.find("->"))));
    if (!line) return false;
    if (versionPart(*line).empty())
      return fromSource_.insert(packageName(text.substr(0, text.find(' ')))).second;
    return replace(*line, "", "it needs a package that there is no build of for this Python");
  }

  // "a==1, b and c==2 because these package versions have conflicting dependencies."
  bool mendConflict(std::string text) {
    text = replaceAll(text.substr(0, text.find(" because")), " and ", ", ");
    for (const std::string& part : split(text, ',')) {
      std::string* line = lineOf(packageName(std::string(trim(part))));
      if (line && !versionPart(*line).empty() &&
          replace(*line, "", "it excludes another package that is asked for"))
        return true;
    }
    return loosenAny("it excludes another package that is asked for");
  }

  bool mendBuild(const std::string& output) {
    for (std::string& line : lines_) {
      std::string name = packageName(line);
      if (name.empty() || !fromSource_.contains(name) || versionPart(line).empty()) continue;
      if (output.find(name) != output.npos && replace(line, "", "it cannot be built for this Python"))
        return true;
    }
    return false;
  }

  bool loosenAny(const char* reason) {
    for (std::string& line : lines_) {
      if (versionPart(line).starts_with("==") && replace(line, "", reason)) return true;
    }
    return false;
  }

  std::string* lineOf(const std::string& name) {
    if (name.empty()) return nullptr;
    for (std::string& line : lines_) {
      if (packageName(line) == name) return &line;
    }
    return nullptr;
  }

  bool replace(std::string& line, const std::string& version, const std::string& reason) {
    std::string name = packageName(line);
    std::string before = versionPart(line);
    if (before == version) return false;
    std::size_t extra = line.find('[');
    std::size_t close = extra == line.npos ? line.npos : line.find(']', extra);
    std::size_t marker = line.find(';');
    std::string mended = name + (close == line.npos ? "" : line.substr(extra, close - extra + 1)) + version;
    if (marker != line.npos) mended += " " + line.substr(marker);
    line = mended;
    auto [entry, isNew] = changes_.try_emplace(name, store::Substitution{name, before, version, reason});
    if (!isNew) entry->second.given = version;
    return true;
  }

  std::vector<std::string> lines_;
  std::set<std::string> fromSource_;
  std::map<std::string, store::Substitution> changes_;
};

// The last words of an installer, short enough for an error message.
std::string lastWords(const std::string& output) {
  constexpr std::size_t longest = 240;
  std::vector<std::string> kept;
  for (const std::string& line : split(output, '\n')) {
    bool told = line.find("ERROR") != line.npos || line.find("error:") != line.npos;
    if (told && line.find("Ignored the following") == line.npos)
      kept.emplace_back(trim(line).substr(0, longest));
  }
  if (kept.size() > 3) kept.erase(kept.begin(), kept.end() - 3);
  if (!kept.empty()) return maskSecrets(join(kept, "; "));
  return maskSecrets(trim(output.substr(output.size() - std::min(output.size(), 2 * longest))));
}

// A loosened package is in the end the version that was fetched for it.
void nameGiven(std::vector<store::Substitution>& substitutions, const std::string& folder) {
  auto names = listFolder(folder);
  if (!names) return;
  for (store::Substitution& change : substitutions) {
    for (const std::string& file : *names) {
      std::vector<std::string> parts = split(file, '-');
      if (parts.size() > 2 && packageName(parts[0]) == change.package) change.given = "==" + parts[1];
    }
  }
}

}  // namespace

Result<WheelSet> gatherWheels(const Interpreter& python, const Requirements& requirements,
                              const std::string& folder, bool strict, const Say& say, CancelToken stop) {
  if (auto made = makeFolder(folder); !made) return fail(made.error());
  auto pip = pipOf(python, folder, stop);
  if (!pip) return fail(pip.error());
  Loosener loosener(requirements);
  const std::size_t rounds = 3 * requirements.lines.size() + 3;
  std::string list = folder + "/.requirements.txt";
  for (std::size_t round = 0;; ++round) {
    if (auto written = writeFileAtomic(list, join(loosener.lines(), "\n") + "\n"); !written)
      return fail(written.error());
    os::SpawnOptions options;
    options.argv = *pip;
    for (const char* word : {"wheel", "--no-input", "--disable-pip-version-check", "--progress-bar", "off",
                             "--prefer-binary", "--only-binary=:all:", "-w"}) {
      options.argv.emplace_back(word);
    }
    options.argv.push_back(folder);
    for (const std::string& name : loosener.fromSource()) options.argv.push_back("--no-binary=" + name);
    options.argv.insert(options.argv.end(), {"-r", list});
    options.folder = folder;
    options.err = os::Stdio::sameAsOut();
    auto done = os::run(options, {.timeoutMs = installTimeoutMs}, stop);
    if (!done) return fail(done.error());
    if (done->status.ok()) break;
    bool mended = !strict && round < rounds && loosener.mend(done->out);
    if (!mended)
      return fail(ErrorCode::unavailable, "fetching the environment's packages: " + lastWords(done->out));
    if (say) say("footplate: not available for Python " + python.version + ", trying the nearest versions");
  }
  static_cast<void>(removeTree(list));
  static_cast<void>(removeTree(folder + "/.pip-venv"));
  WheelSet set{loosener.substitutions()};
  nameGiven(set.substitutions, folder);
  set.substitutions.insert(set.substitutions.end(), requirements.leftOut.begin(), requirements.leftOut.end());
  return set;
}

Result<void> installWheels(const Interpreter& python, const std::string& wheels, const std::string& folder,
                           CancelToken stop) {
  if (auto made = makeBareVenv(python, folder); !made) return made;
  auto names = listFolder(wheels);
  if (!names) return fail(names.error());
  std::vector<std::string> files;
  for (const std::string& name : *names) {
    if (name.ends_with(".whl")) files.push_back(wheels + "/" + name);
  }
  if (files.empty()) return {};
  os::SpawnOptions options;
  if (std::string uv = os::findProgram("uv"); !uv.empty()) {
    options.argv = {uv,          "pip",       "install",   "--python", folder + "/bin/python",
                    "--offline", "--no-deps", "--no-index"};
  } else {
    auto pip = pipOf(python, parentPath(folder), stop);
    if (!pip) return fail(pip.error());
    options.argv = *pip;
    for (const char* word : {"--python", "", "install", "--no-input", "--disable-pip-version-check",
                             "--no-deps", "--no-index", "--no-compile", "--progress-bar", "off"}) {
      options.argv.emplace_back(*word ? word : folder + "/bin/python");
    }
  }
  options.argv.insert(options.argv.end(), files.begin(), files.end());
  options.err = os::Stdio::sameAsOut();
  auto done = os::run(options, {.timeoutMs = installTimeoutMs}, stop);
  if (!done) return fail(done.error());
  if (!done->status.ok()) {
    return fail(ErrorCode::unavailable, "installing the environment's packages: " + lastWords(done->out));
  }
  // Compiled now, once, rather than by every run that cannot write here.
  os::SpawnOptions compile;
  compile.argv = {
      folder + "/bin/python", "-m", "compileall", "-q", "-j", "0", sitePackages(folder, python.version)};
  static_cast<void>(os::run(compile, {.timeoutMs = 600'000}, stop));
  return {};
}

Result<void> makeBareVenv(const Interpreter& python, const std::string& folder) {
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
                     "\ninclude-system-site-packages = false\nversion = " + python.full +
                     "\nexecutable = " + python.path + "\n";
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
