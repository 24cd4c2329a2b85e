#include "runner/snapshot_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/fs.h"
#include "base/path.h"
#include "os/descriptor.h"
#include "runner/ignore_rules.h"
#include "runner/outer_ignores.h"

namespace footplate::runner {

namespace {

constexpr std::uint64_t ignoreFileLimit = UINT64_C(16) << 20;
// Deeper than any code.
constexpr std::size_t deepest = 512;

std::int64_t nanoseconds(const timespec& time) {
  return time.tv_sec * INT64_C(1'000'000'000) + time.tv_nsec;
}

WalkedFile walked(std::string path, const struct stat& info) {
  WalkedFile file;
  file.path = std::move(path);
  file.kind = (info.st_mode & 0111) != 0 ? SnapshotFile::Kind::executable : SnapshotFile::Kind::file;
  file.bytes = static_cast<std::uint64_t>(info.st_size);
  file.inode = info.st_ino;
  file.modified = nanoseconds(info.st_mtim);
  file.changed = nanoseconds(info.st_ctim);
  return file;
}

struct Entry {
  std::string name;
  unsigned char type = DT_UNKNOWN;
};

class Walk {
 public:
  Walk(std::string root, CancelToken token, std::vector<LeftOut>* leftOut)
      : root_(std::move(root)), token_(std::move(token)), leftOut_(leftOut) {}

  Result<std::vector<WalkedFile>> run() {
    amlOnly_ = fileExists(root_ + "/.amlignore");
    const Result<OuterIgnores> outer = outerIgnores(root_, amlOnly_);
    if (!outer) return fail(outer.error());
    outer->addTo(rules_);
    prefix_ = outer->prefix;
    if (auto done = folder(AT_FDCWD, root_.c_str(), ""); !done) return fail(done.error());
    if (!unreadable_.empty()) return fail(problem(namesOf(unreadable_), EACCES));
    std::sort(files_.begin(), files_.end(),
              [](const WalkedFile& a, const WalkedFile& b) { return a.path < b.path; });
    return std::move(files_);
  }

 private:
  using Identity = std::pair<dev_t, ino_t>;

  std::string full(const std::string& relative) const {
    return relative.empty() ? root_ : root_ + "/" + relative;
  }

  static Error problem(const std::string& what, int code) {
    std::string message = "reading " + what + " for the snapshot: " + systemMessage(code);
    if (code == EACCES) message += "; make it readable, or name it in .amlignore";
    return {ErrorCode::unavailable, std::move(message)};
  }

  // The path as the rules know it.
  std::string inRules(const std::string& relative) const {
    if (prefix_.empty()) return relative;
    return relative.empty() ? prefix_ : prefix_ + "/" + relative;
  }

  bool isIgnored(const std::string& relative, bool isFolder) const {
    if (rules_.empty()) return false;
    return prefix_.empty() ? rules_.ignored(relative, isFolder) : rules_.ignored(inRules(relative), isFolder);
  }

  // `relative` is "" for the root; `name` is what to open in `parent`.
  Result<void> folder(int parent, const char* name, const std::string& relative) {
    if (token_.stop_requested()) return fail(ErrorCode::canceled, "the snapshot was stopped");
    os::Descriptor descriptor(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    struct stat info{};
    if (!descriptor && errno == EACCES) {
      unreadable_.push_back(full(relative));  // all are named, not the first alone
      return {};
    }
    if (!descriptor || ::fstat(descriptor.get(), &info) != 0) return fail(problem(full(relative), errno));
    const Identity identity{info.st_dev, info.st_ino};
    // A file system that shows itself inside itself would be walked for ever.
    if (std::find(above_.begin(), above_.end(), identity) != above_.end()) return {};
    if (above_.size() > deepest) {
      return fail(ErrorCode::invalid,
                  "reading " + full(relative) + " for the snapshot: folders are nested deeper than " +
                      std::to_string(deepest) + " levels; name one of them in .amlignore");
    }

    Result<std::vector<Entry>> entries = read(descriptor.get(), relative);
    if (!entries) return fail(entries.error());
    const std::size_t rules = rules_.size();
    const std::size_t files = files_.size();
    const std::size_t leftOut = leftOut_ ? leftOut_->size() : 0;
    if (auto added = addRules(*entries, relative); !added) return added;
    above_.push_back(identity);
    Result<void> done;
    for (const Entry& entry : *entries) {
      done = visit(descriptor.get(), entry, relative.empty() ? entry.name : relative + "/" + entry.name);
      if (!done) break;
    }
    above_.pop_back();
    rules_.shrink(rules);
    if (leftOut_ && files_.size() == files && !relative.empty()) noteEmpty(relative, leftOut);
    return done;
  }

  // A folder in which nothing was found: of several inside each other the topmost is told. `before` is how
  // much was left out before it.
  void noteEmpty(const std::string& relative, std::size_t before) {
    const auto isEmptyFolder = [](const LeftOut& one) { return one.isFolder && one.line == 0; };
    const auto begin = leftOut_->begin() + static_cast<std::ptrdiff_t>(before);
    if (!std::all_of(begin, leftOut_->end(), isEmptyFolder)) return;
    leftOut_->erase(begin, leftOut_->end());
    leftOut_->push_back({relative, true, {}, 0, {}});
  }

  // The rules that a folder has of its own.
  Result<void> addRules(const std::vector<Entry>& entries, const std::string& relative) {
    const auto has = [&entries](std::string_view name) {
      return std::any_of(entries.begin(), entries.end(),
                         [&](const Entry& entry) { return entry.name == name; });
    };
    const char* name = has(".amlignore")                ? ".amlignore"
                       : !amlOnly_ && has(".gitignore") ? ".gitignore"
                                                        : nullptr;
    if (name == nullptr) return {};
    const std::string path = full(relative) + "/" + name;
    const Result<std::string> text = readFile(path, ignoreFileLimit);
    // Without its rules, what it names would be sent.
    if (!text && text.error().code != ErrorCode::notFound)
      return fail(text.error().code, "reading the ignore rules of the snapshot: " + text.error().message);
    if (text) rules_.add(inRules(relative), *text, path);
    return {};
  }

  Result<std::vector<Entry>> read(int descriptor, const std::string& relative) const {
    DIR* listing = ::fdopendir(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    if (listing == nullptr) return fail(problem(full(relative), errno));
    std::vector<Entry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(listing)) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == ".." || name == ".git" || name == ".footplate") continue;
      entries.push_back({std::string(name), entry->d_type});
    }
    const int code = errno;
    ::closedir(listing);
    if (code != 0) return fail(problem(full(relative), code));
    return entries;
  }

  Result<void> visit(int parent, const Entry& entry, std::string relative) {
    struct stat info{};
    bool known = false;
    if (entry.type == DT_UNKNOWN) {
      if (::fstatat(parent, entry.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return gone(relative);
      known = true;
    }
    const bool isFolder = known ? S_ISDIR(info.st_mode) : entry.type == DT_DIR;
    if (isIgnored(relative, isFolder)) return passBy(relative, isFolder);
    if (isFolder) return folder(parent, entry.name.c_str(), relative);
    if (!known && entry.type != DT_REG && entry.type != DT_LNK)  // sockets, pipes and devices
      return passBy(relative, false);
    if (!known && ::fstatat(parent, entry.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
      return gone(relative);
    if (S_ISLNK(info.st_mode)) return link(parent, entry.name, relative, info);
    if (!S_ISREG(info.st_mode)) return passBy(relative, false);
    files_.push_back(walked(std::move(relative), info));
    return {};
  }

  Result<void> passBy(const std::string& relative, bool isFolder) {
    if (!leftOut_) return {};
    LeftOut one{relative, isFolder, {}, 0, {}};
    if (IgnoreRules::Verdict why = rules_.verdict(inRules(relative), isFolder); why.ignored) {
      one.ruleFile = std::move(why.source);
      one.line = why.line;
      one.rule = std::move(why.text);
    }
    leftOut_->push_back(std::move(one));
    return {};
  }

  // A file that went away between the listing and the look is not part; anything else is said.
  Result<void> gone(const std::string& relative) const {
    if (errno == ENOENT) return {};
    return fail(problem(full(relative), errno));
  }

  Result<void> link(int parent, const std::string& name, const std::string& relative,
                    const struct stat& info) {
    char buffer[4096];
    const ssize_t size = ::readlinkat(parent, name.c_str(), buffer, sizeof buffer);
    if (size < 0) return gone(relative);
    std::string target(buffer, static_cast<std::size_t>(size));
    const std::string place = normalizePath(joinPath(parentPath(full(relative)), target));
    const bool inside = isInside(place, root_);
    struct stat shown{};
    const bool dangling = ::fstatat(parent, name.c_str(), &shown, 0) != 0;
    if (!inside && !dangling) {
      return fail(ErrorCode::invalid, "reading " + full(relative) +
                                          " for the snapshot: the link leads out of the code folder, to " +
                                          place +
                                          "; copy what it shows into the folder, or name the link in " +
                                          (amlOnly_ ? ".amlignore" : ".gitignore"));
    }
    // An absolute one would point into the original folder.
    if (inside && isAbsolutePath(target)) target = relativePath(place, parentPath(full(relative)));
    WalkedFile file = walked(relative, info);
    file.kind = SnapshotFile::Kind::link;
    file.bytes = target.size();
    file.link = std::move(target);
    files_.push_back(std::move(file));
    return {};
  }

  std::string root_;
  CancelToken token_;
  std::vector<LeftOut>* leftOut_;
  bool amlOnly_ = false;
  std::string prefix_;  // of the root, in the paths that the rules know
  IgnoreRules rules_;
  std::vector<std::string> unreadable_;
  std::vector<Identity> above_;
  std::vector<WalkedFile> files_;
};

}  // namespace

std::string namesOf(const std::vector<std::string>& paths) {
  constexpr std::size_t most = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(paths.size(), most); ++i) names += (i == 0 ? "" : ", ") + paths[i];
  return paths.size() > most ? names + " and " + std::to_string(paths.size() - most) + " more" : names;
}

Result<std::vector<WalkedFile>> walkCode(const std::string& code, CancelToken token,
                                         std::vector<LeftOut>* leftOut) {
  struct stat info{};
  const std::string root = normalizePath(joinPath(currentFolder(), code));
  if (::stat(root.c_str(), &info) != 0) {
    const ErrorCode kind = errno == ENOENT || errno == ENOTDIR ? ErrorCode::notFound : ErrorCode::unavailable;
    return fail(kind, "reading the code " + root + ": " + systemMessage(errno));
  }
  if (S_ISDIR(info.st_mode)) return Walk(root, std::move(token), leftOut).run();
  if (!S_ISREG(info.st_mode))
    return fail(ErrorCode::invalid, "reading the code " + root + ": it is neither a folder nor a file");
  return std::vector<WalkedFile>{walked(fileName(root), info)};
}

std::string walkedPath(const std::string& code, bool codeIsFile, const WalkedFile& file) {
  return codeIsFile ? code : code + "/" + file.path;
}

}  // namespace footplate::runner
