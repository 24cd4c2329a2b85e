#include "runner/snapshots/code_tree.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "runner/snapshots/snapshot_index.h"
#include "runner/snapshots/source_walk.h"

namespace footplate::runner {

namespace {

using Kind = SnapshotFile::Kind;

// Files that went away from one path and came under another with the same content become one change.
void pairRenames(std::vector<FileChange>& changes) {
  std::multimap<std::string_view, FileChange*> gone;
  for (FileChange& change : changes) {
    if (!change.after && change.before->bytes > 0) gone.emplace(change.before->hash, &change);
  }
  for (FileChange& change : changes) {
    if (change.before || !change.after) continue;
    const auto found = gone.find(change.after->hash);
    if (found == gone.end() || found->second->before->kind != change.after->kind) continue;
    change.before = std::exchange(found->second->before, nullptr);
    gone.erase(found);
  }
  std::erase_if(changes, [](const FileChange& change) { return !change.before && !change.after; });
}

}  // namespace

Result<CodeTree> CodeTree::ofSnapshot(const store::ObjectStore& objects, const std::string& hash) {
  CodeTree tree;
  if (hash.empty()) return tree;
  auto files = readSnapshot(objects, hash);
  if (!files) return fail(files.error());
  tree.files_ = std::move(*files);
  tree.objects_ = objects;
  return tree;
}

Result<CodeTree> CodeTree::ofFolder(const CodeSource& code, const std::string& indexFolder,
                                    CancelToken token) {
  CodeTree tree;
  if (code.empty()) return tree;
  auto walked = walkSource(code, token);
  if (!walked) return fail(walked.error());
  SnapshotIndex index(indexFolder, code);
  index.load();
  for (const WalkedFile& file : walked->files) {
    if (token.stop_requested()) return fail(ErrorCode::canceled, "comparing the code was interrupted");
    SnapshotFile known{file.path, file.kind, file.bytes, std::string(index.find(file))};
    if (file.kind == Kind::link) known.hash = sha256(file.link);
    if (known.hash.empty()) {
      auto hash = sha256OfFile(walked->pathOf(file));
      if (!hash && hash.error().code == ErrorCode::notFound) continue;  // gone since the walk
      if (!hash) return fail(hash.error());
      known.hash = std::move(*hash);
    }
    tree.files_.push_back(std::move(known));
    tree.places_.push_back(walked->pathOf(file));
  }
  return tree;
}

Result<std::string> CodeTree::read(const SnapshotFile& file, std::uint64_t limit) const {
  if (file.bytes > limit) return fail(ErrorCode::invalid, "reading " + file.path + ": it is too large");
  if (objects_) return objects_->read(file.hash, limit);
  const auto found = std::ranges::lower_bound(files_, file.path, {}, &SnapshotFile::path);
  if (found == files_.end() || found->path != file.path)
    return fail(ErrorCode::notFound, "reading " + file.path + ": it is no file of this code");
  const std::string& path = places_[static_cast<std::size_t>(found - files_.begin())];
  if (file.kind != Kind::link) return readFile(path, limit);
  char target[4096];
  const ssize_t size = ::readlink(path.c_str(), target, sizeof target);
  if (size < 0) return fail(ErrorCode::unavailable, "reading the link " + path + ": " + systemMessage(errno));
  return std::string(target, static_cast<std::size_t>(size));
}

TreeChanges compareTrees(const CodeTree& before, const CodeTree& after) {
  TreeChanges result;
  auto old = before.files().begin();
  auto fresh = after.files().begin();
  while (old != before.files().end() || fresh != after.files().end()) {
    const int order = old == before.files().end()    ? 1
                      : fresh == after.files().end() ? -1
                                                     : old->path.compare(fresh->path);
    if (order == 0 && old->hash == fresh->hash && old->kind == fresh->kind) {
      ++result.unchanged;
    } else {
      result.changes.push_back({order <= 0 ? &*old : nullptr, order >= 0 ? &*fresh : nullptr});
    }
    if (order <= 0) ++old;
    if (order >= 0) ++fresh;
  }
  pairRenames(result.changes);
  return result;
}

}  // namespace footplate::runner
