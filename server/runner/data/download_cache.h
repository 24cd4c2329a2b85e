// The files of the web that this user's cache holds, a folder for each address:
//
//   <cache>/downloads/NAME/address      where it came from, without credentials
//   <cache>/downloads/NAME/VERSION/...  whole files, never written again
//   <cache>/downloads/NAME/current      the version to use, its file's name and ETag; touched when it is used
//   <cache>/downloads/NAME/partial      what a broken transfer left; partial.tag: the ETag it belongs to
//   <cache>/downloads/NAME/runs         who used it: a project and a run a line
//   <cache>/downloads/NAME/.lock        held by who fetches or removes it
//
// Free functions; any thread, any process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "runner/environments/cache_uses.h"

namespace footplate::runner {

// Where the parts of one download are. Text only.
struct DownloadPlaces {
  std::string folder;
  std::string address;
  std::string current;
  std::string partial;
  std::string partialTag;
  std::string uses;
  std::string lock;
};
DownloadPlaces downloadPlaces(const std::string& cache, std::string_view bareAddress);

struct KnownDownload {
  std::string name;     // of its folder
  std::string address;  // "" where nobody noted it
  std::string path;     // of the file; the folder's where none is whole
  std::uint64_t bytes = 0;
  TimeMs lastUsed = 0;
  std::vector<CacheUse> uses;  // by runs that are still there, newest first
};

// All but those that are being fetched now. Sizes are counted.
std::vector<KnownDownload> knownDownloads(const std::string& cache);

// Removes all versions of one. `conflict` while it is fetched, or a run that goes on has it.
Result<void> removeDownload(const std::string& cache, const std::string& name);

}  // namespace footplate::runner
