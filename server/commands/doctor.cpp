// footplate doctor: what this machine has for checking and running jobs, what is missing, and what each lack
// costs. Nothing is installed and nothing is sent anywhere; what is left of runs that were cut off is
// cleared.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/strings.h"
#include "commands/environment_target.h"
#include "commands/project.h"
#include "commands/verbs.h"
#include "os/control_group.h"
#include "os/http_client.h"
#include "os/machine.h"
#include "os/process.h"
#include "runner/cut_off_runs.h"
#include "runner/environments/conda_maker.h"
#include "runner/environments/environment_cache.h"
#include "runner/environments/interpreter.h"
#include "runner/environments/interpreter_search.h"
#include "store/run_store.h"
#include "store/store_folder.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr std::uint64_t gigabyte = 1'000'000'000;
constexpr std::uint64_t leastSpace = gigabyte / 2;   // under it runs fail
constexpr std::uint64_t littleSpace = 5 * gigabyte;  // under it environments may not fit
constexpr std::int64_t fewWatches = 8192;
constexpr std::int64_t toolTimeoutMs = 10'000;

class Doctor {
 public:
  explicit Doctor(const Session& session) : session_(session) {}

  Outcome examine() {
    const std::vector<std::string> roots = projectRoots(session_);
    for (const std::string& root : roots) {
      project_ = roots.size() > 1 ? root : "";
      examineWorld(root);
      examinePython();
      examineSpaceOf("disk-project", world_.context.root, "runs", false);
      examineStore();
      examineRegistry("registry-workspace", world_.registries.front());
    }
    project_.clear();
    examineShell();
    examineMakers();
    examineContainers();
    examinePrograms();
    examineSpace();
    examineMachine();
    examineRegistry("registry-shared", world_.sharedRegistry());
    return Outcome(json{{"version", FOOTPLATE_VERSION}, {"checks", std::move(checks_)}}, broken_);
  }

 private:
  // Something that is there, or whose lack costs nothing.
  void good(const char* name, const std::string& detail) { add(name, true, "ok", false, detail, ""); }
  // Something that can be done without, at a price.
  void lacks(const char* name, const std::string& detail, const std::string& cost) {
    add(name, false, "missing", false, detail, cost);
  }
  // Something that is needed.
  void broken(const char* name, const std::string& detail, const std::string& cost) {
    broken_ = true;
    add(name, false, "broken", true, detail, cost);
  }
  void add(const char* name, bool ok, const char* state, bool needed, const std::string& detail,
           const std::string& cost) {
    checks_.push_back({{"name", name},
                       {"ok", ok},
                       {"state", state},
                       {"needed", needed},
                       {"detail", detail},
                       {"cost", cost.empty() ? json(nullptr) : json(cost)}});
    if (!project_.empty()) checks_.back()["project"] = project_;
  }

  // The first line that a program says of its version, "" when it does not run.
  static std::string firstLine(const std::vector<std::string>& argv) {
    os::SpawnOptions options;
    options.argv = argv;
    options.folder = "/";
    options.err = os::Stdio::sameAsOut();
    const auto done = os::run(options, {.timeoutMs = toolTimeoutMs});
    if (!done || !done->status.ok()) return {};
    return std::string(trim(done->out.substr(0, done->out.find('\n'))));
  }

  void examineWorld(const std::string& root) {
    auto world = environmentWorld(session_, root);
    if (world) {
      world_ = std::move(*world);
      good("project", world_.context.root);
      return;
    }
    broken("project", world.error().message, "nothing of this project can be run until its config.yml reads");
    world_ = {};
    world_.context.root = root;
    world_.cache = store::userCacheFolder();
    world_.registries = runner::registriesOf(world_.context);
  }

  void examineShell() {
    const std::string bash = os::findProgram("bash");
    if (bash.empty()) return broken("bash", "no bash on PATH", "no job can run: commands are texts for bash");
    good("bash", bash);
  }

  void examinePython() {
    const auto python =
        runner::chooseInterpreter(world_.context.root, world_.context.settings, world_.cache, "");
    if (!python)
      return broken("python", python.error().message, "no job can run: each gets a Python of its own");
    good("python", python->path + " (" + python->full + ")");
    std::vector<std::string> others;
    for (const runner::FoundPython& found : runner::findInterpreters()) {
      const std::string minor = found.version.substr(0, found.version.find('.', found.version.find('.') + 1));
      if (minor != python->version && (others.empty() || others.back() != minor)) others.push_back(minor);
    }
    if (others.empty()) {
      lacks("other-pythons", "only " + python->version,
            "definitions that ask for another version get this one, with packages loosened to fit");
    } else {
      good("other-pythons", join(others, ", "));
    }
    if (!python->pip.empty()) return good("pip", python->pip);
    const bool seeded = !os::findProgram("uv").empty();
    os::SpawnOptions options;
    options.argv = {python->path, "-c", "import ensurepip"};
    const auto ensured = os::run(options, {.timeoutMs = toolTimeoutMs});
    if (seeded || (ensured && ensured->status.ok())) return good("pip", "made when it is needed");
    lacks("pip", python->path + " has neither pip nor ensurepip",
          "environments with packages cannot be built; install python3-venv or uv");
  }

  void examineMakers() {
    const std::string uv = os::findProgram("uv");
    if (uv.empty()) {
      lacks("uv", "not on PATH", "environments are installed by pip, which takes longer");
    } else {
      good("uv", uv + " (" + firstLine({uv, "--version"}) + ")");
    }
    if (const auto conda = runner::findConda()) {
      good("conda", conda->path + " (" + firstLine({conda->path, "--version"}) + ")");
    } else {
      lacks("conda", "no micromamba, mamba or conda on PATH",
            "conda lists are translated for pip; system libraries and compilers in them are left out");
    }
  }

  void examineContainers() {
    for (const char* engine : {"podman", "docker"}) {
      const std::string path = os::findProgram(engine);
      if (path.empty()) continue;
      const std::string version = firstLine({path, "--version"});
      return good("container", path + " (" + version + "), not used by this version");
    }
    lacks("container", "neither podman nor docker on PATH",
          "images name no more than a Python version, and build contexts cannot be run");
  }

  void examinePrograms() {
    const std::string git = os::findProgram("git");
    git.empty() ? lacks("git", "not on PATH", "the commit of a run's code is not known")
                : good("git", git + " (" + firstLine({git, "--version"}) + ")");
    const std::string mpi = os::findProgram("mpirun");
    mpi.empty()
        ? lacks("mpirun", "not on PATH", "jobs with distribution: mpi cannot use MPI between their processes")
        : good("mpirun", mpi);
    const std::string gpu = os::findProgram("nvidia-smi");
    const std::string first = gpu.empty() ? "" : firstLine({gpu, "-L"});
    first.empty() ? lacks("gpu", gpu.empty() ? "no nvidia-smi on PATH" : "nvidia-smi finds no GPU",
                          "jobs see no GPU; CUDA builds of packages run on the CPU")
                  : good("gpu", first);
    const auto loaded = os::httpAvailable();
    loaded ? good("libcurl", *loaded)
           : lacks("libcurl", loaded.error().message, "data and schemas of the web cannot be fetched");
  }

  void examineSpaceOf(const char* name, const std::string& path, const std::string& holds, bool programs) {
    const auto space = os::diskSpace(path);
    if (!space) return broken(name, path + " cannot be looked at", holds + " cannot be kept");
    const std::string detail = path + ": " + std::to_string(space->freeBytes / gigabyte) + " GB free of " +
                               std::to_string(space->totalBytes / gigabyte) + " GB";
    if (space->readOnly || !os::mayWrite(path))
      return broken(name, path + " cannot be written", holds + " cannot be kept");
    if (space->freeBytes < leastSpace) return broken(name, detail, holds + " do not fit; free some space");
    if (programs && !space->mayExecute)
      return broken(name, path + " is mounted noexec",
                    "programs of environments cannot be started there; set TMPDIR "
                    "or FOOTPLATE_CACHE_DIR to another folder");
    if (space->freeBytes < littleSpace) return lacks(name, detail, holds + " may not fit");
    good(name, detail);
  }

  void examineSpace() {
    const char* temporary = std::getenv("TMPDIR");
    examineSpaceOf("disk-cache", world_.cache, "environments", true);
    examineSpaceOf("disk-temporary", temporary && *temporary == '/' ? temporary : "/tmp",
                   "copies of the code", true);
  }

  // Of macOS.
  void sayWhatNeedsLinux() {
    lacks("cgroup", "macOS has no control groups",
          "memory and CPU limits of runs are not enforced; "
          "what a run leaves behind is found by its session and its environment");
    good("inotify", "macOS: changes of files are looked for four times a second");
  }

  void examineMachine() {
    const auto most = os::watchLimits();
    if (!most) return sayWhatNeedsLinux();
    const std::string group = os::writableControlGroup();
    group.empty()
        ? lacks("cgroup", "no control group can be made",
                "memory and CPU limits of runs are not enforced; left-over processes are found by their "
                "environment instead")
        : good("cgroup", group);
    const std::string limits =
        "watches " + std::to_string(most->watches) + ", instances " + std::to_string(most->instances);
    if (most->watches < fewWatches)
      return lacks("inotify", limits,
                   "changes of runs are looked for four times a second instead of being told");
    good("inotify", limits);
  }

  void examineStore() {
    const std::string& root = world_.context.root;
    const store::StoreFolder folder = store::storeFolder(root);
    folder.notice.empty() ? good("file-system", "the project lies on a local file system")
                          : lacks("file-system", folder.notice, "runs are not beside the project");
    if (!fileExists(folder.path + "/footplate.db")) {
      good("store", "no runs yet; the first submit makes " + folder.path);
    } else if (auto opened = store::RunStore::openExisting(root); !opened) {
      broken("store", opened.error().message, "runs cannot be listed or started");
    } else if (opened->readOnly()) {
      lacks("store", join(opened->notices(), "; "), "runs can be looked at and none can be started");
    } else {
      const std::size_t cutOff = runner::removeCutOffRuns(*opened);
      good("store", folder.path + (cutOff == 0 ? std::string()
                                               : "; what was left of " + std::to_string(cutOff) +
                                                     " runs that were cut off was removed"));
    }
  }

  void examineRegistry(const char* name, const std::string& folder) {
    const auto entries = listFolder(folder);
    if (!entries) {
      if (os::mayWrite(folder)) return good(name, folder + " (made with the first environment)");
      return lacks(name, folder + " is missing and cannot be made", "environments are not kept there");
    }
    const std::string count =
        std::to_string(entries->size()) + (entries->size() == 1 ? " environment" : " environments");
    os::mayWrite(folder)
        ? good(name, folder + ": " + count)
        : lacks(name, folder + ": " + count + ", read only", "new environments are not kept there");
  }

  const Session& session_;
  EnvironmentWorld world_;  // of the project that is looked at, the last one afterwards
  std::string project_;     // its root where there are several
  json checks_ = json::array();
  bool broken_ = false;
};

}  // namespace

Result<Outcome> runDoctor(const json&, Session& session) {
  return Doctor(session).examine();
}

}  // namespace footplate::commands
