// Delivery: the code in the run's temporary folder, and an overlay of the environment.
#include <filesystem>

#include "base/folder_apart.h"
#include "base/fs.h"
#include "engines/local/command_run.h"
#include "runner/environments/debug_python.h"
#include "runner/environments/environment_build.h"
#include "runner/snapshots/snapshot.h"
#include "store/object_store.h"

namespace footplate::engines {
namespace {

constexpr std::int64_t manyFiles = 500;

}  // namespace

Step CommandRun::deliver() {
  if (auto made = makeFolder(note_.work); !made) return failedStep("deliver", made.error());
  if (plan_.snapshotFiles >= manyFiles) {
    if (auto made = makeFolderApart(note_.work + "/code"); !made) return failedStep("deliver", made.error());
  }
  store::ObjectStore objects(store_.folder() + "/objects");
  auto laid = runner::layOutSnapshot(objects, plan_.snapshot, note_.work + "/code", stop_);
  if (!laid) return failedStep("deliver", laid.error());
  auto overlay = runner::Overlay::take(environment_, cache_, note_.work + "/env");
  if (!overlay) return failedStep("environment", overlay.error());
  overlay_.emplace(std::move(*overlay));
  if (plan_.debugPort > 0) {
    auto ready = runner::prepareDebugger(
        overlay_->folder(), runner::sitePackages(overlay_->folder(), environment_.version), plan_.debugPort,
        [this](std::string_view line) { say(line); }, stop_);
    if (!ready) return failedStep("debugger", ready.error());
  }
  bin_ = environment_.conda.empty() ? overlay_->bin() : overlay_->bin() + ":" + environment_.conda + "/bin";
  for (const auto& [name, target] : {std::pair<std::string, std::string>{"outputs", folder_.outputs()},
                                     std::pair<std::string, std::string>{"logs", folder_.logs()}}) {
    if (Step linked = linkIntoWork(name, target); !linked) return linked;
  }
  return {};
}

// ./outputs in the job's folder is the run's own folder; what the code brought along under that name moves
// there.
Step CommandRun::linkIntoWork(const std::string& name, const std::string& target) {
  namespace files = std::filesystem;
  std::error_code error;
  files::path place = note_.work + "/code/" + name;
  if (files::is_directory(files::symlink_status(place))) {
    files::copy(place, target, files::copy_options::recursive | files::copy_options::copy_symlinks, error);
  }
  if (!error) files::remove_all(place, error);
  if (!error) files::create_directory_symlink(target, place, error);
  if (!error) return {};
  return failedStep("deliver",
                    {ErrorCode::unavailable, "making ./" + name + " of the job: " + error.message()});
}

}  // namespace footplate::engines
