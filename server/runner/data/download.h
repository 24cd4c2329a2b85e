// Files of the web in the user's cache: fetched once, gone on with after a break, asked for again only to
// hear that nothing changed. A version that was fetched is never written again, so a job may read it for
// days.
//
//   DownloadOptions options{cacheFolder, say};
//   auto path = fetchFile({"https://host/iris.csv", ""}, options, stop);      //
//   …/downloads/HASH/VERSION/iris.csv
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/data/data_reference.h"
#include "runner/environments/cache_uses.h"

namespace footplate::runner {

struct DownloadOptions {
  std::string cacheFolder;
  std::function<void(std::string_view line)> say = {};  // progress, for the run's log; may be empty
  CacheUse use = {};  // the run it is for, which keeps it from being removed
  int tries = 5;
  std::int64_t firstPauseMs = 500;  // doubles with each try
};

// The local path of the file. notFound for 404 and 410; unavailable for what is refused or broken, after some
// tries where that may help. What is in the cache already serves where the server cannot be reached.
Result<std::string> fetchFile(const BareAddress& address, const DownloadOptions& options, CancelToken stop);

// The files below an address that is a folder of a public blob container: `folder` is made and gets a link to
// each.
Result<void> fetchFolder(const BareAddress& address, const std::string& folder,
                         const DownloadOptions& options, CancelToken stop);

}  // namespace footplate::runner
