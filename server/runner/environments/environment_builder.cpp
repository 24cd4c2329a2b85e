#include "runner/environments/environment_builder.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "os/descriptor.h"
#include "os/identity.h"
#include "runner/environments/environment_definition.h"
#include "runner/environments/environment_registry.h"
#include "runner/environments/python_version.h"

namespace footplate::runner {
namespace {

constexpr auto lookAgain = std::chrono::milliseconds(150);

constexpr const char* scrapMark = ".new-";  // behind an environment's name: what only its build needs

// Folders and files of a build that was cut off; nobody else works on them while we hold the lock.
void clearScraps(const std::string& venv) {
  const std::string folder = parentPath(venv);
  for (const std::string& each : listFolder(folder).value_or(std::vector<std::string>())) {
    if (each.starts_with(fileName(venv) + scrapMark)) static_cast<void>(removeTree(folder + "/" + each));
  }
}

// What an installer that is ended leaves in its temporary folder is removed with it.
std::string temporaryOf(const std::string& venv) {
  return venv + scrapMark + "tmp";
}

// The record, which is synced, must not outlive what it vouches for when the machine stops: installers sync
// nothing, and an environment whose files are empty would be used for ever.
void syncFileSystemOf(const std::string& folder) {
  const os::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened) syncFileSystem(opened.get());
}

// The programs of the venv or conda environment whose packages are in `site`; "" for those of the system,
// which are on the PATH where its owner wants them.
std::string scriptsBeside(const std::string& site) {
  const std::string prefix = parentPath(parentPath(parentPath(site)));  // PREFIX/lib/python3.11/site-packages
  const bool own = fileExists(prefix + "/pyvenv.cfg") || folderExists(prefix + "/conda-meta");
  return own ? prefix + "/bin" : std::string();
}

}  // namespace

EnvironmentBuilder::EnvironmentBuilder(BuildRequest request, CancelToken stop)
    : request_(std::move(request)),
      stop_(std::move(stop)),
      places_(environmentPlaces(request_.cache, request_.hash)),
      log_(places_.log, environmentFolderName(request_.hash), temporaryOf(places_.venv),
           request_.context.say) {
  prepared_.hash = request_.hash;
  prepared_.python = request_.python.path;
  prepared_.version = request_.python.version;
  prepared_.variables = request_.spec.variables;
  record_ = recordOf();
}

Result<PreparedEnvironment> EnvironmentBuilder::prepare() {
  if (request_.spec.isBare() || request_.spec.userManaged) return bare();
  if (adopt("cached")) return prepared_;
  const TimeMs began = nowMs();
  if (auto known = knownFailure(request_.spec.retry ? began : 0); !known) return fail(known.error());
  if (auto made = makeFolder(request_.cache + "/envs"); !made) return fail(made.error());
  auto lock = waitForLock();
  if (!lock) return fail(lock.error());
  if (adopt("cached")) return prepared_;  // built while we waited
  if (auto known = knownFailure(request_.spec.retry ? began : 0); !known) return fail(known.error());
  return build();
}

PreparedEnvironment EnvironmentBuilder::bare() {
  prepared_.how = "interpreter";
  if (request_.python.chosen || request_.spec.userManaged) {
    prepared_.site = request_.python.site;
    prepared_.bin = scriptsBeside(prepared_.site);
  }
  prepared_.systemSite = request_.spec.userManaged;
  noteVersion();
  return prepared_;
}

// Uses the environment in the cache, if it is whole.
bool EnvironmentBuilder::adopt(const std::string& how) {
  auto known = readEnvironmentRecord(places_.record);
  if (!known) return false;
  prepared_.how = how;
  prepared_.substitutions = std::move(known->substitutions);
  if (request_.conda) {
    auto own = ownPython();
    if (!own) return false;
    prepared_.python = own->path;
    prepared_.version = own->version;
    prepared_.conda = places_.venv;
  }
  prepared_.site = sitePackages(places_.venv, prepared_.version);
  prepared_.bin = places_.venv + "/bin";
  touchEnvironment(places_, {request_.context.root, request_.context.run});
  noteVersion();
  return true;
}

// A failure that was recorded at `since` or later.
Result<void> EnvironmentBuilder::knownFailure(TimeMs since) const {
  const auto failed = readEnvironmentRecord(places_.failure);
  if (!failed || failed->created < since) return {};
  return fail(ErrorCode::unavailable,
              failed->reason + "; the build failed at " + formatTime(failed->created) +
                  " and is not tried again while the definition stays as it is; log: " + places_.log +
                  "; `footplate env build --force` or `submit --retry-env` try again");
}

Result<os::LockFile> EnvironmentBuilder::waitForLock() {
  bool said = false;
  while (true) {
    auto lock = os::LockFile::tryLock(places_.lock);
    if (lock || lock.error().code != ErrorCode::conflict) return lock;
    if (!said)
      say("footplate: the environment " + title() + " is being built already, waiting; log: " + places_.log);
    said = true;
    log_.follow();
    if (stop_.stop_requested())
      return fail(ErrorCode::canceled, "waiting for the environment " + title() + " was stopped");
    std::this_thread::sleep_for(lookAgain);
  }
}

// Installers whose builder was killed still write into its folders.
void EnvironmentBuilder::endOrphans() const {
  for (int round = 0; round < 40; ++round) {
    const auto left = os::processesWithVariable(buildVariable, environmentFolderName(request_.hash));
    if (left.empty()) return;
    for (const os::ProcessIdentity& process : left) static_cast<void>(os::signalProcess(process, SIGKILL));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

Result<PreparedEnvironment> EnvironmentBuilder::build() {
  endOrphans();
  static_cast<void>(removeTree(places_.failure));
  clearScraps(places_.venv);
  if (auto made = makeFolder(temporaryOf(places_.venv)); !made) return fail(made.error());
  if (auto begun =
          log_.begin("the environment " + title() + " (" + request_.hash + ") at " + formatTime(nowMs()));
      !begun)
    return fail(begun.error());
  static_cast<void>(writeEnvironmentRecord(places_.building, record_));
  bool found = false;
  Step done = fromRegistry(found);
  if (done && !found) done = fromIndex();
  static_cast<void>(removeTree(places_.building));
  static_cast<void>(removeTree(temporaryOf(places_.venv)));
  if (done) return prepared_;
  BuildFailure& failed = done.error();
  static_cast<void>(removeTree(places_.venv));
  if (failed.error.code != ErrorCode::canceled) {
    log_.note("footplate: " + failed.error.message);
    if (!failed.passing) {
      record_.reason = failed.error.message;
      record_.created = nowMs();
      static_cast<void>(writeEnvironmentRecord(places_.failure, record_));
    }
    failed.error.message += "; log: " + places_.log;
  }
  return fail(failed.error);
}

EnvironmentBuilder::Step EnvironmentBuilder::fromRegistry(bool& found) {
  const std::vector<std::string> registries = registriesOf(request_.context);
  const char* names[] = {"workspace registry", "shared registry"};
  for (std::size_t at = 0; at < registries.size(); ++at) {
    const std::string entry = registries[at] + "/" + environmentFolderName(request_.hash);
    auto known = checkedEntry(entry);
    if (!known) continue;
    found = true;
    log_.note("footplate: making the environment " + title() + " from the " + names[at]);
    record_.substitutions = std::move(known->substitutions);
    Step made = makeVenv(entry, names[at]);
    if (made && at > 0) shareEntry(entry, registries[0]);
    return made;
  }
  return {};
}

EnvironmentBuilder::Step EnvironmentBuilder::fromIndex() {
  const std::size_t count = request_.requirements.lines.size();
  log_.note("footplate: building the environment " + title() +
            (request_.conda ? " by " + request_.conda->name : " for Python " + request_.python.full) + " (" +
            std::to_string(count) + (count == 1 ? " requirement" : " requirements") +
            "); the next run finds it ready");
  const std::string scratch = places_.venv + scrapMark + randomHex(4);
  const std::string entry = scratch + "/" + environmentFolderName(request_.hash);
  Step done;
  if (request_.conda)
    done = makeConda(*request_.conda, request_.spec, places_.venv, entry, request_.cache, log_, stop_);
  if (done) done = pipPart(entry);
  if (done) {
    auto sealed = sealEntry(entry, record_);
    if (!sealed) done = tl::unexpected<BuildFailure>(BuildFailure{sealed.error(), true});
  }
  if (done) done = makeVenv(entry, "built");
  if (done) {
    for (const std::string& registry : registriesOf(request_.context)) {
      if (!shareEntry(entry, registry))
        log_.note("footplate: the registry " + registry + " cannot be written; it stays as it is");
    }
  }
  static_cast<void>(removeTree(scratch));
  return done;
}

// The wheels of what pip installs: everything, or the pip part of conda's environment, for conda's Python.
EnvironmentBuilder::Step EnvironmentBuilder::pipPart(const std::string& entry) {
  Requirements wanted = request_.requirements;
  Interpreter python = request_.python;
  if (request_.conda) {
    EnvironmentSpec rest = request_.spec;
    rest.dependencies.clear();
    wanted = requirementsOf(rest);
    auto own = ownPython();
    if (!own) return tl::unexpected<BuildFailure>(BuildFailure{own.error(), false});
    python = std::move(*own);
  }
  auto wheels = gatherWheels(python, wanted, entry + "/wheels", request_.spec.strict, log_, stop_);
  if (!wheels) return tl::unexpected<BuildFailure>(wheels.error());
  if (!request_.conda && !wanted.lines.empty()) addSetuptools(python, entry + "/wheels");
  record_.substitutions = std::move(wheels->substitutions);
  return {};
}

EnvironmentBuilder::Step EnvironmentBuilder::makeVenv(const std::string& entry, const std::string& how) {
  Interpreter python = request_.python;
  const bool isThere = request_.conda && how == "built";
  if (!isThere) {
    if (auto cleared = removeTree(places_.venv); !cleared)
      return tl::unexpected<BuildFailure>(BuildFailure{cleared.error(), true});
  }
  if (request_.conda) {
    if (!isThere) {
      Step restored = restoreConda(*request_.conda, entry, places_.venv, request_.cache, log_, stop_);
      if (!restored) return restored;
    }
    auto own = ownPython();
    if (!own) return tl::unexpected<BuildFailure>(BuildFailure{own.error(), false});
    python = std::move(*own);
  } else if (auto made = makeBareVenv(python, places_.venv); !made) {
    return tl::unexpected<BuildFailure>(BuildFailure{made.error(), true});
  }
  if (Step installed = installWheels(python, entry + "/wheels", places_.venv, log_, stop_); !installed)
    return installed;
  record_.how = how;
  record_.created = nowMs();
  record_.python = python.path;
  record_.version = python.version;
  syncFileSystemOf(places_.venv);
  if (auto written = writeEnvironmentRecord(places_.record, record_); !written)
    return tl::unexpected<BuildFailure>(BuildFailure{written.error(), true});
  for (const store::Substitution& change : record_.substitutions) {
    log_.note("footplate: " + change.package + change.wanted + " → " +
              (change.given.empty() ? "left out" : change.given) + " (" + change.reason + ")");
  }
  adopt(how);
  return {};
}

// The Python of an environment that conda made.
Result<Interpreter> EnvironmentBuilder::ownPython() const {
  return askInterpreter(places_.venv + "/bin/python", request_.context.root, request_.cache);
}

void EnvironmentBuilder::noteVersion() {
  const std::string& wanted = request_.requirements.python;
  if (request_.conda || matchesPython(request_.python.full, wanted)) return;
  if (!request_.spec.isBare())
    say("footplate: Python " + wanted + " is asked for and is not here; " + prepared_.version + " is used");
  const std::string minor = minorPython(wanted);
  prepared_.substitutions.insert(
      prepared_.substitutions.begin(),
      {"python", minor.empty() ? wanted : "==" + minor, "==" + prepared_.version,
       "no Python of that version was found on PATH, nor among those of uv, pyenv and conda"});
}

EnvironmentRecord EnvironmentBuilder::recordOf() const {
  EnvironmentRecord record;
  record.hash = request_.hash;
  record.name = request_.spec.name;
  record.image = request_.spec.image;
  record.maker = request_.conda ? "conda" : "pip";
  record.python = request_.python.path;
  record.version = request_.python.version;
  record.requirements = request_.conda ? request_.spec.dependencies : request_.requirements.lines;
  if (request_.conda)
    record.requirements.insert(record.requirements.end(), request_.spec.pip.begin(), request_.spec.pip.end());
  record.definition = definitionText(request_.spec, record.maker);
  record.created = nowMs();
  return record;
}

std::string EnvironmentBuilder::title() const {
  return request_.spec.name.empty() ? request_.hash.substr(0, 12) : request_.spec.name;
}

void EnvironmentBuilder::say(const std::string& line) const {
  if (request_.context.say) request_.context.say(line);
}

}  // namespace footplate::runner
