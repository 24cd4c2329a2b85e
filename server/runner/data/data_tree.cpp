#include "runner/data/data_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/path.h"
#include "os/descriptor.h"
#include "store/object_store.h"

namespace footplate::runner {
namespace {

namespace fsys = std::filesystem;

constexpr int deepest = 100;
constexpr std::size_t mostViews = 500;  // mounts of one input, all named on one command line

Error problem(const std::string& what, const std::string& reason) {
  return {ErrorCode::unavailable, what + ": " + reason};
}

std::string firstFile(const std::string& path) {
  std::error_code error;
  if (!fsys::is_directory(path, error)) return path;
  for (fsys::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error)) return at->path().string();
  }
  return {};
}

bool leadsOut(const fsys::directory_entry& link, const std::string& top) {
  std::error_code error;
  const fsys::path target = fsys::read_symlink(link.path(), error);
  if (error || target.is_absolute()) return true;
  const fsys::path real = fsys::weakly_canonical(link.path(), error);
  return error || !isInside(real.string(), top);
}

Result<void> makePlaceholder(const std::string& path) {
  if (auto made = makeFolder(parentPath(path)); !made) return made;
  return writeFileAtomic(path, "", 0444);
}

}  // namespace

std::optional<TreeWeight> weigh(const std::string& path, const TreeWeight& most) {
  TreeWeight weight;
  std::error_code error;
  if (!fsys::is_directory(path, error)) {
    weight = {fsys::file_size(path, error), 1};
  } else {
    constexpr auto follow = fsys::directory_options::follow_directory_symlink;
    for (fsys::recursive_directory_iterator at(path, follow, error), end; !error && at != end;
         at.increment(error)) {
      if (++weight.files > most.files || at.depth() > deepest) return std::nullopt;
      if (at->is_regular_file(error)) weight.bytes += at->file_size(error);
      if (weight.bytes > most.bytes) return std::nullopt;
    }
  }
  return error || weight.bytes > most.bytes ? std::nullopt : std::optional(weight);
}

bool canReflink(const std::string& path, const std::string& folder) {
  const std::string sample = firstFile(path);
  if (sample.empty()) return false;
  const std::string name = folder + "/.reflink";
  const os::Descriptor source(::open(sample.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const os::Descriptor target(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  const bool works = source && target && cloneContent(source.get(), target.get());
  ::unlink(name.c_str());
  return works;
}

bool hasLinksOut(const std::string& path) {
  std::error_code error;
  if (!fsys::is_directory(path, error)) return false;
  const std::string top = fsys::weakly_canonical(path, error).string();
  for (fsys::recursive_directory_iterator at(top, error), end; !error && at != end; at.increment(error)) {
    if (at->is_symlink(error) && leadsOut(*at, top)) return true;
  }
  return static_cast<bool>(error);
}

Result<std::optional<std::vector<os::ReadOnlyView>>> viewsOf(const std::string& place,
                                                             const std::string& target, bool ofLinks) {
  std::vector<os::ReadOnlyView> views;
  std::error_code error;
  if (!ofLinks) {
    auto made = folderExists(place) ? makeFolder(target) : makePlaceholder(target);
    if (!made) return fail(made.error());
    views.push_back({fsys::weakly_canonical(place, error).string(), target});
    return std::optional(std::move(views));
  }
  for (fsys::recursive_directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_symlink(error)) continue;
    if (views.size() >= mostViews) return std::optional<std::vector<os::ReadOnlyView>>();
    views.push_back({fsys::weakly_canonical(at->path(), error).string(),
                     target + at->path().string().substr(place.size())});
  }
  if (error) return fail(problem("reading " + place, error.message()));
  for (const os::ReadOnlyView& view : views) {
    if (auto made = makePlaceholder(view.to); !made) return fail(made.error());
  }
  return std::optional(std::move(views));
}

Result<void> TreeCopy::file(const std::string& from, const std::string& to) const {
  if (stop_.stop_requested()) return fail(ErrorCode::canceled, what_ + ": copying was stopped");
  const os::Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info{};
  if (!source || ::fstat(source.get(), &info) != 0)
    return fail(problem(what_, "reading " + from + ": " + systemMessage(errno)));
  if (!S_ISREG(info.st_mode)) return {};  // pipes and sockets are no data
  const os::Descriptor target(::open(to.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!target) return fail(problem(what_, "writing " + to + ": " + systemMessage(errno)));
  if (auto copied = store::copyFileBytes(source.get(), target.get(), to); !copied) return copied;
  const mode_t mode = readOnly_ ? 0444 | (info.st_mode & 0111) : (info.st_mode & 0777) | 0600;
  if (::fchmod(target.get(), mode) == 0) return {};
  return fail(problem(what_, "writing " + to + ": " + systemMessage(errno)));
}

Result<void> TreeCopy::tree(const std::string& from, const std::string& to, unsigned depth) const {
  if (depth > 2 * deepest) return fail(problem(what_, from + " has links that lead back into it"));
  if (auto made = makeFolder(to); !made) return made;
  const auto names = listFolder(from);
  if (!names) return fail(problem(what_, names.error().message));
  for (const std::string& name : *names) {
    const std::string path = from + "/" + name;
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) continue;  // a link to nothing
    Result<void> done;
    if (S_ISDIR(info.st_mode)) done = tree(path, to + "/" + name, depth + 1);
    if (S_ISREG(info.st_mode)) done = file(path, to + "/" + name);
    if (!done) return done;
  }
  // The folder's own bits last: nothing could be written into it before.
  if (readOnly_) ::chmod(to.c_str(), 0555);
  return {};
}

}  // namespace footplate::runner
