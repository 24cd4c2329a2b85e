// The code of a run, kept by content: what to send, storing it, and laying it out again.
//
// The code folder is walked honouring ignore files: its own, those below it and those above it
// (docs/snapshots.md); .git and .footplate are never part, ignored folders are never entered, folders without
// files are left out. Symbolic links to places inside stay links, those to the outside are refused by name,
// dangling ones stay as they are. A file that changes while it is read is read again. `code` may also be one
// file. Any thread.
//
//   auto taken = takeSnapshot(codeFolder, objects, store.folder() + "/snapshot-index", token);
//   // taken->hash names a manifest object
//   layOutSnapshot(objects, taken->hash, "/tmp/run", token);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/snapshots/code_source.h"
#include "store/object_store.h"

namespace footplate::runner {

struct SnapshotFile {
  enum class Kind { file, executable, link };
  std::string path;  // relative, '/' between names
  Kind kind = Kind::file;
  std::uint64_t bytes = 0;
  std::string hash;  // "" from listSnapshot
};

struct Snapshot {
  std::string hash;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::int64_t read = 0;  // files whose content had to be read; 0 for an unchanged tree
};

// What would be sent, sorted by path; stores nothing and reads no content.
Result<std::vector<SnapshotFile>> listSnapshot(const CodeSource& code, CancelToken token = {});

// Stores what is new. No code is the empty snapshot. `indexFolder` keeps what the last walk saw, one file a
// source. notFound when some of `code` is missing, unavailable naming the file that cannot be read.
Result<Snapshot> takeSnapshot(const CodeSource& code, store::ObjectStore& objects,
                              const std::string& indexFolder, CancelToken token = {});

// The manifest's entries.
Result<std::vector<SnapshotFile>> readSnapshot(const store::ObjectStore& objects, const std::string& hash);

// Copies (or reflinks) everything into `folder`, which is made when missing.
Result<void> layOutSnapshot(const store::ObjectStore& objects, const std::string& hash,
                            const std::string& folder, CancelToken token = {});

// Copies the files that a snapshot of `code` would hold to `target`, a new folder (a new file for code that
// is one file).
Result<void> copyCode(const std::string& code, const std::string& target, CancelToken token = {});

}  // namespace footplate::runner
