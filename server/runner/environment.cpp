#include "runner/environment.h"

#include <sys/utsname.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/lock_file.h"
#include "os/process.h"
#include "runner/environment_build.h"
#include "runner/interpreter.h"
#include "runner/requirements.h"
#include "store/store_folder.h"

namespace footplate::runner {
namespace {

using nlohmann::json;

std::string toText(const std::vector<store::Substitution>& list) {
  json text = json::array();
  for (const store::Substitution& each : list) {
    text.push_back(
        {{"package", each.package}, {"wanted", each.wanted}, {"given", each.given}, {"reason", each.reason}});
  }
  return json{{"substitutions", text}}.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<std::vector<store::Substitution>> fromText(const std::string& text) {
  try {
    std::vector<store::Substitution> list;
    for (const json& each : json::parse(text).at("substitutions")) {
      list.push_back({each.at("package"), each.at("wanted"), each.at("given"), each.at("reason")});
    }
    return list;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

// What a registry entry promises: its wheels and their hashes, one "sha256  name" a line, after the
// substitutions' JSON.
Result<void> writeLock(const std::string& entry, const WheelSet& set) {
  auto names = listFolder(entry + "/wheels");
  if (!names) return fail(names.error());
  std::string text;
  for (const std::string& name : *names) {
    if (!name.ends_with(".whl")) continue;
    auto hash = sha256OfFile(entry + "/wheels/" + name);
    if (!hash) return fail(hash.error());
    text += *hash + "  " + name + "\n";
  }
  if (auto written = writeFileAtomic(entry + "/substitutions.json", toText(set.substitutions)); !written)
    return written;
  return writeFileAtomic(entry + "/lock", text);  // last: an entry without it does not count
}

// The entry's substitutions when it is whole and unchanged.
std::optional<std::vector<store::Substitution>> checkedEntry(const std::string& entry) {
  auto lock = readFile(entry + "/lock");
  auto changes = readFile(entry + "/substitutions.json");
  if (!lock || !changes) return std::nullopt;
  for (const std::string& line : split(*lock, '\n')) {
    if (line.size() < 67) continue;
    auto hash = sha256OfFile(entry + "/wheels/" + line.substr(66));
    if (!hash || *hash != line.substr(0, 64)) return std::nullopt;
  }
  return fromText(*changes);
}

// Wheels are read-only to everybody who uses them, so one file serves both registries where a link can be
// made.
void shareEntry(const std::string& from, const std::string& to) {
  namespace files = std::filesystem;
  if (fileExists(to + "/lock")) return;
  std::error_code error;
  std::string fresh = to + ".new-" + randomHex(4);
  files::create_directories(fresh + "/wheels", error);
  for (const auto& file : files::directory_iterator(from + "/wheels", error)) {
    files::path target = fresh + "/wheels/" + file.path().filename().string();
    files::create_hard_link(file.path(), target, error);
    if (error) files::copy_file(file.path(), target, error);
    if (error) break;
  }
  for (const char* name : {"substitutions.json", "lock"}) {
    if (!error) files::copy_file(from + "/" + name, fresh + "/" + name, error);
  }
  if (!error) files::rename(fresh, to, error);
  static_cast<void>(removeTree(fresh));
}

// The workspace registry and the shared one.
std::pair<std::string, std::string> registriesOf(const EnvironmentContext& context,
                                                 const std::string& cache) {
  const LocalSettings& settings = context.settings;
  return {
      settings.workspaceRegistry.empty() ? context.root + "/.footplate/registry" : settings.workspaceRegistry,
      settings.sharedRegistry.empty() ? cache + "/registry" : settings.sharedRegistry};
}

class Builder {
 public:
  Builder(const EnvironmentSpec& spec, const EnvironmentContext& context, Interpreter python,
          Requirements requirements, CancelToken stop)
      : spec_(spec),
        context_(context),
        python_(std::move(python)),
        requirements_(std::move(requirements)),
        stop_(stop),
        cache_(context.cacheFolder.empty() ? store::userCacheFolder() : context.cacheFolder) {
    prepared_.hash = environmentHash(spec, python_.abi + " " + python_.platform);
    prepared_.python = python_.path;
    prepared_.version = python_.version;
    venv_ = cache_ + "/envs/" + prepared_.hash.substr(0, 32);
  }

  Result<PreparedEnvironment> prepare() {
    if (spec_.isBare()) return bare();
    if (adopt("cached")) return prepared_;
    if (auto made = makeFolder(cache_ + "/envs"); !made) return fail(made.error());
    auto lock = os::LockFile::lock(venv_ + ".lock", stop_);
    if (!lock) return fail(lock.error());
    if (adopt("cached")) return prepared_;  // built while we waited
    return build();
  }

 private:
  PreparedEnvironment bare() {
    prepared_.how = "interpreter";
    if (python_.chosen) prepared_.site = python_.site;
    noteVersion();
    return prepared_;
  }

  // Uses the venv in the cache, if it is whole.
  bool adopt(const char* how) {
    auto text = readFile(venv_ + "/footplate.json", 1 << 20);
    auto changes = text ? fromText(*text) : std::nullopt;
    if (!changes) return false;
    prepared_.how = how;
    prepared_.site = sitePackages(venv_, python_.version);
    prepared_.bin = venv_ + "/bin";
    prepared_.substitutions = std::move(*changes);
    noteVersion();
    return true;
  }

  Result<PreparedEnvironment> build() {
    std::string name = prepared_.hash.substr(0, 32);
    const auto [own, shared] = registriesOf(context_, cache_);
    for (const auto& [folder, how] :
         {std::pair(own, "workspace registry"), std::pair(shared, "shared registry")}) {
      std::string entry = folder + "/" + name;
      auto changes = checkedEntry(entry);
      if (!changes) continue;
      say("footplate: making the environment " + title() + " from the " + how);
      auto made = makeVenv(entry, {*changes}, how);
      if (made) shareEntry(entry, own + "/" + name);
      return made;
    }
    say("footplate: building the environment " + title() + " for Python " + python_.full + " (" +
        std::to_string(requirements_.lines.size()) + " requirements); the next run finds it ready");
    std::string entry = shared + "/" + name;
    if (auto cleared = removeTree(entry); !cleared) return fail(cleared.error());
    auto wheels = gatherWheels(python_, requirements_, entry + "/wheels", spec_.strict, context_.say, stop_);
    if (!wheels) {
      static_cast<void>(removeTree(entry));
      return fail(wheels.error());
    }
    if (auto written = writeLock(entry, *wheels); !written) return fail(written.error());
    shareEntry(entry, own + "/" + name);
    return makeVenv(entry, *wheels, "built");
  }

  Result<PreparedEnvironment> makeVenv(const std::string& entry, const WheelSet& set, const char* how) {
    if (auto cleared = removeTree(venv_); !cleared) return fail(cleared.error());
    if (auto installed = installWheels(python_, entry + "/wheels", venv_, stop_); !installed) {
      static_cast<void>(removeTree(venv_));
      return fail(installed.error());
    }
    if (auto written = writeFileAtomic(venv_ + "/footplate.json", toText(set.substitutions)); !written) {
      return fail(written.error());
    }
    for (const store::Substitution& change : set.substitutions) {
      say("footplate: " + change.package + change.wanted + " → " +
          (change.given.empty() ? "left out" : change.given) + " (" + change.reason + ")");
    }
    adopt(how);
    return prepared_;
  }

  void noteVersion() {
    if (requirements_.python.empty() || requirements_.python == python_.version) return;
    prepared_.substitutions.insert(prepared_.substitutions.begin(),
                                   {"python", "==" + requirements_.python, "==" + python_.version,
                                    "this Python is the one that is installed"});
  }

  std::string title() const { return spec_.name.empty() ? prepared_.hash.substr(0, 12) : spec_.name; }
  void say(const std::string& line) const {
    if (context_.say) context_.say(line);
  }

  const EnvironmentSpec& spec_;
  const EnvironmentContext& context_;
  Interpreter python_;
  Requirements requirements_;
  CancelToken stop_;
  std::string cache_;
  std::string venv_;
  PreparedEnvironment prepared_;
};

}  // namespace

std::string environmentHash(const EnvironmentSpec& spec, const std::string& pythonAbi) {
  Requirements requirements = requirementsOf(spec);
  std::sort(requirements.lines.begin(), requirements.lines.end());
  Sha256 hash;
  for (const std::string& part :
       {spec.image, spec.dockerfile, requirements.python, pythonAbi, std::string(spec.strict ? "strict" : ""),
        join(requirements.lines, "\n"), join(spec.channels, "\n")}) {
    hash.add(part);
    hash.add(std::string_view("\0", 1));
  }
  return hash.finish();
}

Result<PreparedEnvironment> prepareEnvironment(const EnvironmentSpec& spec, const EnvironmentContext& context,
                                               CancelToken stop) {
  Requirements requirements = requirementsOf(spec);
  std::string cache = context.cacheFolder.empty() ? store::userCacheFolder() : context.cacheFolder;
  auto python = chooseInterpreter(context.root, context.settings, cache, requirements.python);
  if (!python) return fail(python.error());
  if (spec.strict && !requirements.python.empty() && requirements.python != python->version) {
    return fail(ErrorCode::unavailable, "Python " + requirements.python + " is asked for and " +
                                            python->version +
                                            " is there; install it or leave out --strict-env");
  }
  return Builder(spec, context, std::move(*python), std::move(requirements), stop).prepare();
}

Result<ExpectedEnvironment> expectEnvironment(const EnvironmentSpec& spec,
                                              const EnvironmentContext& context) {
  Requirements requirements = requirementsOf(spec);
  const std::string cache = context.cacheFolder.empty() ? store::userCacheFolder() : context.cacheFolder;
  auto python = chooseInterpreter(context.root, context.settings, cache, requirements.python);
  if (!python) return fail(python.error());
  const std::string hash = environmentHash(spec, python->abi + " " + python->platform);
  const std::string name = hash.substr(0, 32);
  const auto [own, shared] = registriesOf(context, cache);
  std::string how = "build";
  if (fileExists(shared + "/" + name + "/lock")) how = "shared registry";
  if (fileExists(own + "/" + name + "/lock")) how = "workspace registry";
  if (fileExists(cache + "/envs/" + name + "/footplate.json")) how = "cached";
  if (spec.isBare()) how = "interpreter";
  return ExpectedEnvironment{hash, how, python->path, python->version, std::move(requirements.lines)};
}

}  // namespace footplate::runner
