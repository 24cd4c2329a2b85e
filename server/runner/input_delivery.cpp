#include "runner/input_delivery.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "runner/address_secrets.h"
#include "runner/data_reference.h"
#include "runner/download.h"
#include "runner/ignore_rules.h"
#include "runner/input_files.h"
#include "store/object_store.h"

namespace footplate::runner {
namespace {

namespace fsys = std::filesystem;
using Form = DataReference::Form;

// So much is copied to keep a job from writing into its input, where reflinks are not to be had.
constexpr std::uint64_t smallBytes = UINT64_C(64) << 20;
constexpr std::size_t smallFiles = 2000;

Error problem(const std::string& what, const std::string& reason) {
  return {ErrorCode::unavailable, what + ": " + reason};
}

// Whether files of `from` can be cloned to `folder` for nothing.
bool canReflink(const std::string& from, const std::string& folder) {
  std::string name = folder + "/.reflink";
  const os::Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const os::Descriptor target(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  const bool works = source && target && ::ioctl(target.get(), FICLONE, source.get()) == 0;
  ::unlink(name.c_str());
  return works;
}

// Copies one input, file by file; what links lead to, as a mount would show it.
class Copy {
 public:
  Copy(std::string what, bool readOnly, CancelToken stop)
      : what_(std::move(what)), readOnly_(readOnly), stop_(std::move(stop)) {}

  Result<void> file(const std::string& from, const std::string& to) const {
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

  Result<void> tree(const std::string& from, const std::string& to, unsigned depth = 0) const {
    if (depth > 200) return fail(problem(what_, from + " has links that lead back into it"));
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

 private:
  std::string what_;
  bool readOnly_;
  CancelToken stop_;
};

// Whether a tree is small; gives up counting as soon as it is not.
bool isSmall(const std::string& path) {
  std::error_code error;
  if (!fsys::is_directory(path, error)) return fsys::file_size(path, error) <= smallBytes && !error;
  std::uint64_t bytes = 0;
  std::size_t files = 0;
  for (fsys::recursive_directory_iterator at(path, fsys::directory_options::follow_directory_symlink, error),
       end;
       !error && at != end; at.increment(error)) {
    if (++files > smallFiles || at.depth() > 100) return false;
    if (at->is_regular_file(error)) bytes += at->file_size(error);
    if (bytes > smallBytes) return false;
  }
  return !error;
}

std::string firstFile(const std::string& path) {
  std::error_code error;
  if (!fsys::is_directory(path, error)) return path;
  for (fsys::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error)) return at->path().string();
  }
  return {};
}

class Delivery {
 public:
  Delivery(const PlanInput& input, const DeliveryContext& context, CancelToken stop)
      : input_(input), context_(context), stop_(std::move(stop)), what_("input " + input.name) {}

  Result<DeliveredInput> run() {
    if (input_.isLiteral()) return DeliveredInput{input_.value, {}};
    if (input_.mode == "direct") return DeliveredInput{input_.value, {}};
    auto place = locate(input_.value, input_.type, "data");
    if (!place) return fail(place.error());
    const bool evaluates = input_.mode.starts_with("eval_");
    if (!input_.tableAddresses.empty() || evaluates) {
      auto table = evaluates ? tableFiles(*place) : privateTable(*place);
      if (!table) return fail(table.error());
      return DeliveredInput{*table, *place};
    }
    auto given = give(*place);
    if (!given) return fail(given.error());
    return DeliveredInput{*given, *place};
  }

 private:
  std::string own(const std::string& below = {}) const {
    const std::string folder = context_.folder + "/" + input_.name;
    return below.empty() ? folder : folder + "/" + below;
  }

  DownloadOptions downloads() const {
    DownloadOptions options;
    options.cacheFolder = context_.cacheFolder;
    options.say = context_.say;
    return options;
  }

  Error named(const Error& error) const { return {error.code, what_ + ": " + error.message}; }

  // Where the data lies now, fetched where it has to be. `name` is a folder of ours for what is put together.
  Result<std::string> locate(const std::string& reference, const std::string& type, const std::string& name) {
    PlanInput asked = input_;
    asked.value = reference;
    asked.type = type;
    if (auto good = checkInput(asked, context_.plan.root, context_.plan.local); !good)
      return fail(good.error());
    std::string path = localPlace(reference, context_.plan.root, context_.plan.local);
    if (!path.empty())
      return path.find_first_of("*?") == std::string::npos ? Result<std::string>(path) : matching(path, name);
    BareAddress address = withoutCredentials(readDataReference(reference).path);
    if (address.secret.empty()) address.secret = secretOf(withoutCredentials(reference).address);
    const bool isFolder = type == "uri_folder" || type == "mltable" || address.address.ends_with('/');
    if (!isFolder || looksLikeFile(address.address)) {
      auto file = fetchFile(address, downloads(), stop_);
      if (file || !isFolder || file.error().code != ErrorCode::notFound)
        return file ? file : fail(named(file.error()));
    }
    if (auto fetched = fetchFolder(address, own(name), downloads(), stop_); !fetched)
      return fail(named(fetched.error()));
    return own(name);
  }

  // Inputs without a type are folders by definition, and are often one file all the same.
  static bool looksLikeFile(const std::string& address) {
    const std::string bare = address.substr(0, address.find_first_of("?#"));
    return !bare.ends_with('/') && !fileExtension(bare).empty();
  }

  // A folder of links to what fits a pattern, as their paths below its fixed part say.
  Result<std::string> matching(const std::string& pattern, const std::string& name) const {
    const std::string top = parentPath(pattern.substr(0, pattern.find_first_of("*?")) + "x");
    const std::string glob = pattern.substr(top.size() + 1);
    const std::string folder = own(name);
    if (auto made = makeFolder(folder); !made) return fail(made.error());
    std::error_code error;
    std::size_t count = 0;
    for (fsys::recursive_directory_iterator at(top, error), end; !error && at != end; at.increment(error)) {
      const std::string path = at->path().string();
      const std::string below = path.substr(top.size() + 1);
      if (!matchGlob(glob, below) && !matchGlob(glob + "/**", below)) continue;
      if (!at->is_regular_file(error)) continue;
      if (auto made = makeFolder(parentPath(folder + "/" + below)); !made) return fail(made.error());
      if (::symlink(path.c_str(), (folder + "/" + below).c_str()) != 0 && errno != EEXIST)
        return fail(problem(what_, systemMessage(errno)));
      ++count;
    }
    if (count > 0) return folder;
    return fail(ErrorCode::notFound, what_ + ": no file fits " + pattern);
  }

  Result<std::string> give(const std::string& place) const {
    const bool copies = input_.mode == "download";
    const bool isFolder = folderExists(place);
    const std::string target = own(isFolder ? "mount" : "file/" + fileName(place));
    if (auto made = makeFolder(parentPath(target)); !made) return fail(made.error());
    if (!copies) {
      const std::string sample = firstFile(place);
      const bool cheap = isSmall(place) || (!sample.empty() && canReflink(sample, parentPath(target)));
      if (!cheap) {
        if (context_.say)
          context_.say(what_ + ": " + place +
                       " is too large for a copy: the job reads it where it lies and must not " +
                       "write to it (mode: download gives it a copy)");
        return place;
      }
    }
    const Copy copy(what_, !copies, stop_);
    auto done = isFolder ? copy.tree(place, target) : copy.file(place, target);
    if (!done) return fail(done.error());
    return target;
  }

  // The table's folder with its addresses fetched and named by path.
  Result<std::string> privateTable(const std::string& place) {
    const std::string folder = own("table");
    const Copy copy(what_, false, stop_);
    if (auto copied = copy.tree(place, folder); !copied) return fail(copied.error());
    auto text = readFile(folder + "/MLTable");
    if (!text) return fail(text.error());
    std::size_t count = 0;
    for (const std::string& address : input_.tableAddresses) {
      auto path = locate(address, "uri_file", "part-" + std::to_string(count++));
      if (!path) return fail(path.error());
      *text = replaceAll(*text, address, *path);
    }
    if (auto written = writeFileAtomic(folder + "/MLTable", *text, 0644); !written)
      return fail(written.error());
    return folder;
  }

  // eval_mount and eval_download: the files of the table in one folder, the table file itself left out.
  Result<std::string> tableFiles(const std::string& place) {
    const std::string folder = own("evaluated");
    if (auto made = makeFolder(folder); !made) return fail(made.error());
    const Copy copy(what_, input_.mode == "eval_mount", stop_);
    std::vector<std::string> paths = input_.tablePaths;
    paths.insert(paths.end(), input_.tableAddresses.begin(), input_.tableAddresses.end());
    std::size_t count = 0;
    for (const std::string& one : paths) {
      const bool relative = readDataReference(one).form == Form::path;
      auto path =
          locate(relative ? joinPath(place, one) : one, "uri_folder", "part-" + std::to_string(count++));
      if (!path) return fail(path.error());
      auto done = folderExists(*path) ? copy.tree(*path, folder + "/" + std::to_string(count))
                                      : copy.file(*path, folder + "/" + fileName(*path));
      if (!done) return fail(done.error());
    }
    return folder;
  }

  const PlanInput& input_;
  const DeliveryContext& context_;
  CancelToken stop_;
  std::string what_;
};

}  // namespace

Result<DeliveredInput> deliverInput(const PlanInput& input, const DeliveryContext& context,
                                    CancelToken stop) {
  return Delivery(input, context, std::move(stop)).run();
}

}  // namespace footplate::runner
