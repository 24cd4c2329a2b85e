#include "commands/project_index.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/path.h"
#include "base/text_file.h"
#include "commands/project_folder.h"
#include "ide/document.h"
#include "ide/own_files.h"
#include "runner/snapshots/ignore_rules.h"

namespace footplate::commands {
namespace {

namespace fsys = std::filesystem;

constexpr std::uint64_t largestIgnoreFile = UINT64_C(1) << 20;

bool isSkipped(const std::string& path) {
  const std::string name = fileName(path);
  if (isToolFolder(name)) return true;
  const bool stores = name == "objects" || name == "runs" || name == "datastores";
  return stores && fileName(parentPath(path)) == ".footplate";
}

// What is read without the user's schemas and settings: the kind of a file does not depend on them.
class PlainWorkspace : public ide::Workspace {};

}  // namespace

// One walk over the project and what it has seen.
struct ProjectIndex::Walk {
  runner::IgnoreRules rules;
  std::map<std::string, Known> known;
  std::size_t folders = 0;
  std::uint64_t bytes = 0;
  std::uint64_t bytesOfJson = 0;
  std::size_t foreign = 0;  // JSON among the known that is none of ours
  bool changed = false;
};

ProjectIndex::ProjectIndex(std::string root, IndexLimits limits) : root_(std::move(root)), limits_(limits) {}

std::shared_ptr<const ide::ProjectFiles> ProjectIndex::files() const {
  const std::lock_guard lock(mutex_);
  return files_;
}

void ProjectIndex::want(const std::vector<std::string>& paths) {
  const std::lock_guard lock(mutex_);
  for (const std::string& path : paths) {
    if (isInside(path, root_)) wanted_.insert(path);
  }
}

void ProjectIndex::wantAll() {
  const std::lock_guard lock(mutex_);
  all_ = true;
}

bool ProjectIndex::work(const CancelToken& token) {
  const std::lock_guard working(working_);
  std::set<std::string> wanted;
  bool all = false;
  {
    const std::lock_guard lock(mutex_);
    wanted.swap(wanted_);
    all = std::exchange(all_, false);
  }
  all = all || std::ranges::any_of(wanted, [this](const std::string& path) { return needsWalk(path); });
  bool changed = false;
  if (all) {
    changed = walkAll(token);
  } else {
    for (const std::string& path : wanted) changed = lookAt(path) || changed;
  }
  if (changed || !files()) publish();
  return changed;
}

// Folders that came or went, and rules that changed, mean more files than one.
bool ProjectIndex::needsWalk(const std::string& path) const {
  const std::string name = fileName(path);
  if (name == ".gitignore" || folderExists(path)) return true;
  const auto below = known_.lower_bound(path + "/");
  return below != known_.end() && isInside(below->first, path);
}

bool ProjectIndex::walkAll(const CancelToken& token) {
  Walk all;
  walk(root_, 0, all, token);
  if (token.stop_requested()) {
    wantAll();
    return false;
  }
  const bool changed = all.changed || all.known.size() != known_.size();
  known_ = std::move(all.known);
  return changed;
}

void ProjectIndex::walk(const std::string& folder, unsigned depth, Walk& walk, const CancelToken& token) {
  if (token.stop_requested() || depth > limits_.depth || ++walk.folders > limits_.folders) return;
  const std::size_t rules = walk.rules.size();
  const std::string here = folder == root_ ? "" : relativePath(folder, root_);
  if (const auto text = readFile(joinPath(folder, ".gitignore"), largestIgnoreFile))
    walk.rules.add(here, *text);
  std::vector<std::string> folders;
  std::size_t foreign = 0;
  std::error_code error;
  for (fsys::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string path = entry->path().string();
    std::error_code unseen;
    const bool isLink = entry->is_symlink(unseen);
    const bool isFolder = !isLink && entry->is_directory(unseen);
    if (!isFolder && !mayHold(path, foreign, walk)) continue;
    if ((isFolder && isSkipped(path)) || walk.rules.ignored(relativePath(path, root_), isFolder)) continue;
    if (isFolder)
      folders.push_back(path);
    else
      walkFile(path, foreign, walk);
  }
  std::ranges::sort(folders);
  for (const std::string& below : folders) this->walk(below, depth + 1, walk, token);
  walk.rules.shrink(rules);
}

// Whether there may be a document in the file, by its name and by what lies beside it.
bool ProjectIndex::mayHold(const std::string& path, std::size_t foreign, const Walk& walk) const {
  if (!ide::isJsonFile(path)) return ide::hasOwnName(path);
  return foreign < limits_.foreignInFolder && walk.foreign < limits_.foreign;
}

void ProjectIndex::walkFile(const std::string& path, std::size_t& foreign, Walk& walk) {
  const bool json = ide::isJsonFile(path);
  const auto stamp = fileStamp(path);
  if (!stamp || stamp->size > mostBytes(path)) return;
  if (walk.known.size() - walk.foreign >= limits_.files) return;
  std::uint64_t& bytes = json ? walk.bytesOfJson : walk.bytes;
  if ((bytes += stamp->size) > (json ? limits_.bytesOfJson : limits_.bytes)) return;
  const auto before = known_.find(path);
  const Known* old = before == known_.end() ? nullptr : &before->second;
  Known now = read(path, *stamp, old);
  if (json && !now.facts) {
    ++foreign;
    ++walk.foreign;
  }
  walk.changed = walk.changed || !old || now.facts != old->facts;
  walk.known[path] = std::move(now);
}

std::uint64_t ProjectIndex::mostBytes(const std::string& path) const {
  return ide::isJsonFile(path) ? std::min(limits_.bytesOfJsonFile, limits_.bytesOfFile) : limits_.bytesOfFile;
}

// One file that changed, came or went. A new one that an ignore file hides is looked at with all others.
bool ProjectIndex::lookAt(const std::string& path) {
  if (!ide::hasOwnName(path)) return false;
  const auto before = known_.find(path);
  const auto stamp = fileStamp(path);
  if (!stamp || stamp->size > mostBytes(path)) return known_.erase(path) != 0;
  if (before == known_.end()) {
    for (std::string up = parentPath(path); up.size() > root_.size(); up = parentPath(up)) {
      if (isSkipped(up)) return false;
    }
    // Data comes and goes; it is no reason to look at everything.
    if (ide::isJsonFile(path) && !read(path, *stamp, nullptr).facts) return false;
    return walkAll({});
  }
  Known now = read(path, *stamp, &before->second);
  const bool changed = now.facts != before->second.facts;
  before->second = std::move(now);
  return changed;
}

ProjectIndex::Known ProjectIndex::read(const std::string& path, const FileStamp& stamp,
                                       const Known* before) const {
  if (before && before->settled && before->stamp == stamp) return *before;
  Known now{stamp, isSettled(stamp), nullptr};
  auto file = readTextFile(path, mostBytes(path));
  if (!file || !ide::mayBeOwn(path, file->text)) return now;
  const PlainWorkspace nothing;
  const auto document =
      ide::makeDocument(path, std::make_shared<const std::string>(std::move(file->text)), 0, nothing);
  if (document->kind.empty()) return now;
  now.facts = ide::fileFacts(*document);
  if (before && before->facts && *before->facts == *now.facts) now.facts = before->facts;
  return now;
}

void ProjectIndex::publish() {
  ide::ProjectFiles::Map files;
  for (const auto& [path, known] : known_) {
    if (known.facts) files[path] = known.facts;
  }
  auto now = std::make_shared<const ide::ProjectFiles>(std::move(files));
  const std::lock_guard lock(mutex_);
  files_ = std::move(now);
}

}  // namespace footplate::commands
