#include "runner/data/download_cache.h"

#include <unistd.h>

#include <algorithm>

#include "base/fs.h"
#include "base/hash.h"
#include "base/strings.h"
#include "os/lock_file.h"
#include "runner/environments/folder_size.h"

namespace footplate::runner {
namespace {

std::string downloadsFolder(const std::string& cache) {
  return cache + "/downloads";
}

DownloadPlaces placesIn(const std::string& folder) {
  return {folder,
          folder + "/address",
          folder + "/current",
          folder + "/partial",
          folder + "/partial.tag",
          folder + "/runs",
          folder + "/.lock"};
}

std::string placeOf(const DownloadPlaces& places) {
  const std::vector<std::string> lines = split(readFile(places.current, 4096).value_or(""), '\n');
  if (lines.size() < 2) return places.folder;
  const std::string path = places.folder + "/" + lines[0] + "/" + lines[1];
  return fileExists(path) ? path : places.folder;
}

// The last time that anything was done with it: used, or a part of it fetched.
TimeMs lastTouched(const DownloadPlaces& places) {
  TimeMs last = 0;
  for (const std::string& file : {places.current, places.partial, places.lock})
    last = std::max(last, modifiedAt(file).value_or(0));
  return last;
}

}  // namespace

DownloadPlaces downloadPlaces(const std::string& cache, std::string_view bareAddress) {
  constexpr std::size_t nameLength = 32;
  return placesIn(downloadsFolder(cache) + "/" + sha256(bareAddress).substr(0, nameLength));
}

std::vector<KnownDownload> knownDownloads(const std::string& cache) {
  std::vector<KnownDownload> list;
  for (std::string& name : listFolder(downloadsFolder(cache)).value_or(std::vector<std::string>())) {
    const DownloadPlaces places = placesIn(downloadsFolder(cache) + "/" + name);
    if (!folderExists(places.folder) || os::isLocked(places.lock)) continue;
    KnownDownload known;
    known.name = std::move(name);
    known.address = trim(readFile(places.address, 64 * 1024).value_or(""));
    known.path = placeOf(places);
    known.bytes = bytesBelow(places.folder);
    known.lastUsed = lastTouched(places);
    known.uses = readUses(places.uses);
    list.push_back(std::move(known));
  }
  return list;
}

Result<void> removeDownload(const std::string& cache, const std::string& name) {
  const DownloadPlaces places = placesIn(downloadsFolder(cache) + "/" + name);
  if (!folderExists(places.folder)) return {};
  const auto lock = os::LockFile::tryLock(places.lock);
  if (!lock) return fail(lock.error().code, "removing the download " + name + ": it is being fetched");
  if (goesOn(readUses(places.uses)))
    return fail(ErrorCode::conflict, "removing the download " + name + ": a run that goes on has it");
  // Without `current` nothing counts, whatever happens to us meanwhile.
  if (auto removed = removeTree(places.current); !removed) return removed;
  for (const std::string& each : listFolder(places.folder).value_or(std::vector<std::string>())) {
    const std::string path = places.folder + "/" + each;
    if (path == places.lock) continue;
    if (auto removed = removeTree(path); !removed) return removed;
  }
  return removeTree(places.folder);
}

}  // namespace footplate::runner
