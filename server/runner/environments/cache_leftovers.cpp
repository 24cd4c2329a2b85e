#include "runner/environments/cache_leftovers.h"

#include <optional>

#include "base/fs.h"
#include "base/path.h"
#include "os/lock_file.h"
#include "runner/environments/environment_cache.h"
#include "runner/environments/folder_size.h"
#include "runner/environments/overlay.h"

namespace footplate::runner {
namespace {

// "NAME.new-1f2e", "NAME.log", "NAME" -> NAME.
std::string environmentOf(const std::string& entry) {
  return entry.substr(0, entry.find('.'));
}

// Whether nothing that counts needs this entry of the environments' folder.
bool isLeft(const EnvironmentPlaces& places, const std::string& path) {
  if (path == places.lock || os::isLocked(places.lock)) return false;
  if (path.starts_with(places.venv + ".new-")) return true;
  return !fileExists(places.record) && !fileExists(places.failure);
}

bool isOld(const std::string& path, TimeMs before) {
  const auto modified = modifiedAt(path);
  return !modified || *modified < before;
}

}  // namespace

std::vector<Leftover> findLeftovers(const std::string& cache, const std::vector<std::string>& registries,
                                    TimeMs before) {
  std::vector<Leftover> found;
  const std::string environments = environmentsFolder(cache);
  for (const std::string& entry : listFolder(environments).value_or(std::vector<std::string>())) {
    const std::string path = environments + "/" + entry;
    if (isLeft(environmentPlaces(cache, environmentOf(entry)), path) && isOld(path, before))
      found.push_back({path, bytesBelow(path)});
  }
  for (const std::string& registry : registries) {
    for (const std::string& entry : listFolder(registry).value_or(std::vector<std::string>())) {
      const std::string path = registry + "/" + entry;
      if (folderExists(path) && (!fileExists(path + "/lock") || entry.find(".new-") != entry.npos) &&
          isOld(path, before))
        found.push_back({path, bytesBelow(path)});
    }
  }
  for (const std::string& overlay : unusedOverlays(cache, before))
    found.push_back({overlay, bytesBelow(overlay)});
  return found;
}

std::size_t removeLeftovers(const std::string& cache, const std::vector<Leftover>& leftovers) {
  std::size_t removed = 0;
  for (const Leftover& one : leftovers) {
    if (isOverlay(cache, one.path)) {
      if (removeOverlay(one.path)) ++removed;
      continue;
    }
    std::optional<os::LockFile> lock;
    if (parentPath(one.path) == environmentsFolder(cache)) {
      const EnvironmentPlaces places = environmentPlaces(cache, environmentOf(fileName(one.path)));
      auto held = os::LockFile::tryLock(places.lock);
      if (!held) continue;
      lock.emplace(std::move(*held));
      const bool whole = fileExists(places.record) || fileExists(places.failure);
      if (whole && !one.path.starts_with(places.venv + ".new-")) continue;
    }
    if (removeTree(one.path)) ++removed;
  }
  return removed;
}

}  // namespace footplate::runner
