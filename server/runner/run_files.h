// The files that a run has left, and their removal. Links are never followed. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "store/run_store.h"

namespace footplate::runner {

struct FilesSize {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};
// Of a folder and all below it, or of one file; nothing for a missing path.
FilesSize sizeOf(const std::string& path);

struct ListedFile {
  std::string path;  // below the folder
  std::uint64_t bytes = 0;
};
// Files below a folder, sorted by path; at most `limit` of them.
std::vector<ListedFile> listFiles(const std::string& folder, std::size_t limit);

// Copies a folder's content, or one file, into the folder `to`, which is made. conflict naming the first file
// that is there already, before anything is copied, unless `replace`; canceled when stopped between two
// files.
Result<FilesSize> copyInto(const std::string& from, const std::string& to, bool replace, CancelToken stop);

struct RemovedRun {
  FilesSize freed;
  std::vector<std::string> keptAssets;  // "azureml:model:3": registered outputs, which have their files now
};
// Forgets a run that has ended, with all below it, and removes their folders; registered outputs keep their
// files. conflict when one of the runs has not ended, or an asset's files cannot be moved. An interrupted
// removal is finished by the next one.
Result<RemovedRun> removeRun(store::RunStore& store, const std::string& id);
// What removeRun would free of one run alone: what registered outputs keep does not count.
FilesSize removableSize(const store::RunStore& store, const std::string& id);
// Removes the files of a run that has no record; the caller holds its lock.
Result<void> removeRunFolder(const store::RunStore& store, const std::string& id);
// Removes the folders of removals that were interrupted.
void sweepRemoved(const store::RunStore& store);

}  // namespace footplate::runner
