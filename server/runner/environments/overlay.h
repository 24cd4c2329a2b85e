// A run's own venv over a built environment: `pip install` in the job changes nothing that others see.
//
// Most jobs install nothing, so an overlay that is as it was made serves the next run: they lie in
// <cache>/overlays/<what is below>/<number>, locked by the run that has it. One that was changed is removed.
// One object belongs to one thread; many processes take overlays of one environment at the same time.
//
//   auto overlay = Overlay::take(environment, cache, work + "/env");
//   variables["VIRTUAL_ENV"] = overlay->folder();
//   overlay.reset();   // once no process of the job is left
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "os/lock_file.h"
#include "runner/environments/environment.h"

namespace footplate::runner {

class Overlay {
 public:
  // `otherwise` is where one is made that is not kept: the caller removes it. It is used where the cache
  // cannot have one (not writable, on a network, a path that no script can name as its interpreter) or has
  // too many.
  static Result<Overlay> take(const PreparedEnvironment& base, const std::string& cache,
                              const std::string& otherwise);

  Overlay(Overlay&& other) noexcept
      : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, std::nullopt)) {}
  Overlay& operator=(Overlay&&) = delete;
  ~Overlay();

  const std::string& folder() const { return folder_; }  // the venv
  std::string bin() const { return folder_ + "/bin"; }

 private:
  Overlay(std::string folder, std::optional<os::LockFile> lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  std::string folder_;
  std::optional<os::LockFile> lock_;  // of a kept one
};

// The kept overlays that no run has and that were made before `before`: folders for removeOverlay.
std::vector<std::string> unusedOverlays(const std::string& cache, TimeMs before);

bool isOverlay(const std::string& cache, const std::string& folder);

// false where a run has taken it meanwhile, or it cannot be removed.
bool removeOverlay(const std::string& folder);

}  // namespace footplate::runner
