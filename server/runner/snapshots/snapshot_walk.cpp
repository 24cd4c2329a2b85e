#include "runner/snapshots/snapshot_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <deque>
#include <memory>
#include <utility>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "runner/snapshots/file_facts.h"
#include "runner/snapshots/folder_listing.h"
#include "runner/snapshots/ignore_rules.h"
#include "runner/snapshots/outer_ignores.h"

namespace footplate::runner {

namespace {

constexpr std::uint64_t ignoreFileLimit = UINT64_C(16) << 20;
// Deeper than any code.
constexpr std::size_t deepest = 512;
// Files of one folder whose facts are asked for together.
constexpr std::size_t mostTogether = 256;

using Entry = FolderListing::Entry;
using Folder = std::shared_ptr<const os::Descriptor>;

class Walk {
 public:
  Walk(std::string root, CancelToken token, std::vector<LeftOut>* leftOut, Unsendable unsendable,
       const std::vector<std::string>& sentBeside)
      : root_(std::move(root)),
        token_(std::move(token)),
        leftOut_(leftOut),
        unsendable_(unsendable),
        sentBeside_(sentBeside) {}

  Result<std::vector<WalkedFile>> run() {
    amlOnly_ = fileExists(root_ + "/.amlignore");
    const Result<OuterIgnores> outer = outerIgnores(root_, amlOnly_);
    if (!outer) return fail(outer.error());
    outer->addTo(rules_);
    path_ = outer->prefix;
    below_ = path_.empty() ? 0 : path_.size() + 1;
    auto done = folder(AT_FDCWD, root_.c_str());
    facts_.finish();
    if (!done) return fail(done.error());
    return files();
  }

 private:
  using Identity = std::pair<dev_t, ino_t>;

  bool isRoot() const { return path_.size() < below_ || path_.empty(); }
  // Of what the walk stands at, in the code folder.
  std::string relative() const { return isRoot() ? std::string() : path_.substr(below_); }
  std::string full() const { return fullOf(relative()); }
  std::string fullOf(const std::string& relative) const {
    return relative.empty() ? root_ : root_ + "/" + relative;
  }

  Error problem(const std::string& what, int code) const {
    std::string message = "reading " + what + " for the snapshot: " + systemMessage(code);
    if (code == EACCES) message += "; make it readable, or " + leaveOutAdvice(root_);
    return {ErrorCode::unavailable, std::move(message)};
  }

  // What went away between the listing and the look, or became something else, is not part.
  static bool isGone(int code) { return code == ENOENT || code == ENOTDIR || code == ELOOP; }

  // What was found, without what went away meanwhile; all that cannot be read is named, not the first alone.
  Result<std::vector<WalkedFile>> files() {
    std::vector<WalkedFile> files;
    files.reserve(found_.size());
    for (FoundFile& found : found_) {
      if (found.problem == EACCES) {
        noteUnreadable(fullOf(found.file.path));
      } else if (found.problem != 0 && !isGone(found.problem)) {
        return fail(problem(fullOf(found.file.path), found.problem));
      } else if (found.isRegular || found.file.kind == SnapshotFile::Kind::link) {
        files.push_back(std::move(found.file));
      }
    }
    std::sort(unreadable_.begin(), unreadable_.end());
    if (!unreadable_.empty()) return fail(problem(namesOf(unreadable_), EACCES));
    return files;
  }

  void noteUnreadable(std::string path) {
    if (unsendable_ == Unsendable::refuse) unreadable_.push_back(std::move(path));
  }

  // The folder that the walk stands at; `name` is what to open in `parent`.
  Result<void> folder(int parent, const char* name) {
    if (token_.stop_requested()) return fail(ErrorCode::canceled, "the snapshot was stopped");
    const int noLink = above_.empty() ? 0 : O_NOFOLLOW;
    const auto opened = std::make_shared<const os::Descriptor>(
        ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | noLink));
    struct stat info{};
    if (!*opened && !above_.empty() && isGone(errno)) return {};
    if (!*opened && errno == EACCES) {
      noteUnreadable(full());
      return {};
    }
    if (!*opened || ::fstat(opened->get(), &info) != 0) return fail(problem(full(), errno));
    const Identity identity{info.st_dev, info.st_ino};
    // A file system that shows itself inside itself would be walked for ever.
    if (std::find(above_.begin(), above_.end(), identity) != above_.end()) return {};
    if (above_.size() > deepest) return tooDeep();

    FolderListing listing;
    if (const int code = listing.read(opened->get()); code != 0)
      return isGone(code) ? Result<void>() : fail(problem(full(), code));
    const std::size_t rules = rules_.size();
    const std::size_t files = found_.size();
    const std::size_t leftOut = leftOut_ ? leftOut_->size() : 0;
    if (auto added = addRules(listing); !added) return added;
    above_.push_back(identity);
    auto done = entries(opened, listing);
    above_.pop_back();
    rules_.shrink(rules);
    if (leftOut_ && found_.size() == files && !isRoot()) noteEmpty(leftOut);
    return done;
  }

  Result<void> tooDeep() const {
    if (unsendable_ == Unsendable::passBy) return {};
    return fail(ErrorCode::invalid, "reading " + full() +
                                        " for the snapshot: folders are nested deeper than " +
                                        std::to_string(deepest) + " levels; " + leaveOutAdvice(root_));
  }

  Result<void> entries(const Folder& folder, const FolderListing& listing) {
    const std::size_t size = path_.size();
    std::vector<FoundFile*> asked;
    Result<void> done;
    for (const Entry& entry : listing.entries()) {
      if (!path_.empty()) path_ += '/';
      path_ += entry.name;
      done = visit(folder->get(), entry, asked);
      path_.resize(size);
      if (!done) break;
      if (asked.size() == mostTogether) facts_.ask(folder, std::exchange(asked, {}));
    }
    facts_.ask(folder, std::move(asked));
    return done;
  }

  // A folder in which nothing was found: of several inside each other the topmost is told. `before` is how
  // much was left out before it.
  void noteEmpty(std::size_t before) {
    const auto isEmptyFolder = [](const LeftOut& one) { return one.isFolder && one.line == 0; };
    const auto begin = leftOut_->begin() + static_cast<std::ptrdiff_t>(before);
    if (!std::all_of(begin, leftOut_->end(), isEmptyFolder)) return;
    leftOut_->erase(begin, leftOut_->end());
    leftOut_->push_back({relative(), true, {}, 0, {}});
  }

  // The rules that a folder has of its own.
  Result<void> addRules(const FolderListing& listing) {
    const char* name = ".amlignore";
    if (!listing.find(name)) {
      const Entry* git = amlOnly_ ? nullptr : listing.find(".gitignore");
      // git does not follow one that is a link.
      if (!git || git->type == DT_LNK) return {};
      name = ".gitignore";
    }
    const std::string path = full() + "/" + name;
    const Result<std::string> text = readFile(path, ignoreFileLimit);
    // Without its rules, what it names would be sent.
    if (!text && text.error().code != ErrorCode::notFound)
      return fail(text.error().code, "reading the ignore rules of the snapshot: " + text.error().message);
    if (text) rules_.add(path_, *text, path);
    return {};
  }

  Result<void> visit(int parent, const Entry& entry, std::vector<FoundFile*>& asked) {
    const bool isFolder = entry.type == DT_DIR;
    if (!rules_.empty() && rules_.ignored(path_, isFolder)) return passBy(isFolder);
    if (isFolder) return folder(parent, entry.name.data());
    if (entry.type == DT_LNK) return link(parent, entry.name.data());
    if (entry.type == DT_UNKNOWN) return {};         // gone already
    if (entry.type != DT_REG) return passBy(false);  // sockets, pipes and devices
    FoundFile& found = found_.emplace_back();
    found.file.path = relative();
    found.name = found.file.path.size() - entry.name.size();
    asked.push_back(&found);
    return {};
  }

  Result<void> passBy(bool isFolder) {
    if (!leftOut_) return {};
    LeftOut one{relative(), isFolder, {}, 0, {}};
    if (IgnoreRules::Verdict why = rules_.verdict(path_, isFolder); why.ignored) {
      one.ruleFile = std::move(why.source);
      one.line = why.line;
      one.rule = std::move(why.text);
    }
    leftOut_->push_back(std::move(one));
    return {};
  }

  Result<void> link(int parent, const char* name) {
    char buffer[4096];
    struct stat info{};
    const ssize_t size = ::readlinkat(parent, name, buffer, sizeof buffer);
    if (size < 0 || ::fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
      return isGone(errno) || errno == EINVAL ? Result<void>() : fail(problem(full(), errno));
    std::string target(buffer, static_cast<std::size_t>(size));
    const std::string folder = parentPath(full());
    const std::string place = normalizePath(joinPath(folder, target));
    const bool inside = isInside(place, root_);
    struct stat shown{};
    const bool dangling = ::fstatat(parent, name, &shown, 0) != 0;
    if (!inside && !dangling) {
      const bool isSent = above_.size() == 1 && std::ranges::find(sentBeside_, place) != sentBeside_.end();
      if (isSent || unsendable_ == Unsendable::passBy) return {};
      return fail(ErrorCode::invalid, "reading " + full() +
                                          " for the snapshot: the link leads out of the code folder, to " +
                                          place + "; copy what it shows into the folder, or " +
                                          leaveOutAdvice(root_, relative()));
    }
    // An absolute one would point into the original folder.
    if (inside && isAbsolutePath(target)) target = relativePath(place, folder);
    FoundFile& found = found_.emplace_back();
    found.file.path = relative();
    takeFacts(info, found.file);
    found.file.kind = SnapshotFile::Kind::link;
    found.file.bytes = target.size();
    found.file.link = std::move(target);
    return {};
  }

  std::string root_;
  CancelToken token_;
  std::vector<LeftOut>* leftOut_;
  Unsendable unsendable_;
  const std::vector<std::string>& sentBeside_;
  bool amlOnly_ = false;
  std::string path_;       // where the walk stands, as the rules know it
  std::size_t below_ = 0;  // where the path in the code folder begins in it
  IgnoreRules rules_;
  std::vector<std::string> unreadable_;
  std::vector<Identity> above_;
  std::deque<FoundFile> found_;  // in the order of their paths
  FileFacts facts_;
};

}  // namespace

std::string namesOf(const std::vector<std::string>& paths) {
  constexpr std::size_t most = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(paths.size(), most); ++i) names += (i == 0 ? "" : ", ") + paths[i];
  return paths.size() > most ? names + " and " + std::to_string(paths.size() - most) + " more" : names;
}

std::string leaveOutAdvice(const std::string& code, const std::string& relative) {
  const auto word = [](const std::string& text) {
    const bool isPlain = std::ranges::all_of(text, [](unsigned char c) {
      return std::isalnum(c) != 0 || c >= 128 ||
             std::string_view("_./+=:@%-").find(static_cast<char>(c)) != std::string_view::npos;
    });
    return isPlain ? text : shellQuote(text);
  };
  return "leave it out: `footplate snapshot " + word(code) + " --exclude " + word(relative) +
         "` adds it to .amlignore";
}

Result<std::vector<WalkedFile>> walkCode(const std::string& code, CancelToken token,
                                         std::vector<LeftOut>* leftOut, Unsendable unsendable,
                                         const std::vector<std::string>& sentBeside) {
  struct stat info{};
  const std::string root = normalizePath(joinPath(currentFolder(), code));
  if (::stat(root.c_str(), &info) != 0) {
    const ErrorCode kind = errno == ENOENT || errno == ENOTDIR ? ErrorCode::notFound : ErrorCode::unavailable;
    return fail(kind, "reading the code " + root + ": " + systemMessage(errno));
  }
  if (S_ISDIR(info.st_mode)) return Walk(root, std::move(token), leftOut, unsendable, sentBeside).run();
  if (!S_ISREG(info.st_mode))
    return fail(ErrorCode::invalid, "reading the code " + root + ": it is neither a folder nor a file");
  WalkedFile file;
  file.path = fileName(root);
  takeFacts(info, file);
  return std::vector<WalkedFile>{std::move(file)};
}

}  // namespace footplate::runner
