// The files of a run's code, wherever they are: in a stored snapshot, or in the folder they would be taken
// from now. Any thread.
//
//   auto then = CodeTree::ofSnapshot(objects, run.snapshot->hash);
//   auto now = CodeTree::ofFolder(codeOf(plan), store.folder() + "/snapshot-index", token);
//   for (const FileChange& change : compareTrees(*then, *now)) …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/snapshots/snapshot.h"
#include "store/object_store.h"

namespace footplate::runner {

class CodeTree {
 public:
  // "" is no code: an empty tree. notFound when the snapshot is gone.
  static Result<CodeTree> ofSnapshot(const store::ObjectStore& objects, const std::string& hash);
  // What takeSnapshot would store now, read only where the index does not know a file; nothing is written.
  static Result<CodeTree> ofFolder(const CodeSource& code, const std::string& indexFolder, CancelToken token);

  // Sorted by path, each with its hash.
  const std::vector<SnapshotFile>& files() const { return files_; }
  // A file's bytes, a link's target. invalid when there are more than `limit`.
  Result<std::string> read(const SnapshotFile& file, std::uint64_t limit) const;

 private:
  std::vector<SnapshotFile> files_;
  std::optional<store::ObjectStore> objects_;  // of a snapshot
  std::vector<std::string> places_;            // else where each file is
};

// One path that is not the same in two trees. Both sides are there where it was changed or, under another
// path but with the same content, renamed.
struct FileChange {
  const SnapshotFile* before = nullptr;
  const SnapshotFile* after = nullptr;
  bool isRename() const { return before && after && before->path != after->path; }
  const std::string& path() const { return after ? after->path : before->path; }
};

struct TreeChanges {
  std::vector<FileChange> changes;  // by path
  std::size_t unchanged = 0;
};

// Points into the trees.
TreeChanges compareTrees(const CodeTree& before, const CodeTree& after);

}  // namespace footplate::runner
