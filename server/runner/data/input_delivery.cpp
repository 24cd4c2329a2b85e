#include "runner/data/input_delivery.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/data/address_secrets.h"
#include "runner/data/data_reference.h"
#include "runner/data/data_tree.h"
#include "runner/data/download.h"
#include "runner/data/input_files.h"
#include "runner/snapshots/ignore_rules.h"

namespace footplate::runner {
namespace {

namespace fsys = std::filesystem;
using Form = DataReference::Form;

// So much is copied to keep a job from writing into its input, where reflinks are not to be had.
constexpr TreeWeight small{UINT64_C(64) << 20, 2000};
constexpr TreeWeight anything{UINT64_MAX, SIZE_MAX};

Error problem(const std::string& what, const std::string& reason) {
  return {ErrorCode::unavailable, what + ": " + reason};
}

std::string gigabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
  return text;
}

class Delivery {
 public:
  Delivery(const PlanInput& input, const DeliveryContext& context, CancelToken stop)
      : input_(input), context_(context), stop_(std::move(stop)), what_("input " + input.name) {}

  Result<DeliveredInput> run() {
    if (input_.isLiteral()) return DeliveredInput{input_.value, {}, {}};
    if (input_.mode == "direct") return DeliveredInput{input_.value, {}, {}};
    auto place = locate(input_.value, input_.type, "data");
    if (!place) return fail(place.error());
    const bool evaluates = input_.mode.starts_with("eval_");
    if (!input_.tableAddresses.empty() || evaluates) {
      auto table = evaluates ? tableFiles(*place) : privateTable(*place);
      if (!table) return fail(table.error());
      return DeliveredInput{*table, *place, {}};
    }
    return give(*place);
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
    options.use = {context_.plan.root, context_.run};
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

  // Whether the data is a copy or a folder of links that was made for this machine or this run.
  bool isFetched(const std::string& place) const {
    return isInside(place, context_.folder) || isInside(place, context_.cacheFolder);
  }

  Result<DeliveredInput> give(const std::string& place) const {
    if (input_.mode == "rw_mount" && !isFetched(place)) return DeliveredInput{place, place, {}};
    const std::string target = own(folderExists(place) ? "mount" : "file/" + fileName(place));
    if (auto made = makeFolder(parentPath(target)); !made) return fail(made.error());
    const bool writable = input_.mode == "download" || input_.mode == "rw_mount";
    if (!writable && !weigh(place, small) && !canReflink(place, parentPath(target))) {
      auto views = viewed(place, target);
      if (!views) return fail(views.error());
      if (*views) return DeliveredInput{target, place, std::move(**views)};
      if (auto fits = announceCopy(place, target); !fits) return fail(fits.error());
      // What the view would have been shown on.
      if (auto removed = removeTree(target); !removed) return fail(removed.error());
    }
    const TreeCopy copy(what_, !writable, stop_);
    auto done = folderExists(place) ? copy.tree(place, target) : copy.file(place, target);
    if (!done) return fail(done.error());
    return DeliveredInput{target, place, {}};
  }

  // Nothing where this machine or the data allows no view.
  Result<std::optional<std::vector<os::ReadOnlyView>>> viewed(const std::string& place,
                                                              const std::string& target) const {
    using Views = std::optional<std::vector<os::ReadOnlyView>>;
    const bool ofLinks = isInside(place, context_.folder);
    if (!ofLinks && hasLinksOut(place)) return Views();
    auto views = viewsOf(place, target, ofLinks);
    if (!views || !*views || (*views)->empty()) return views;
    return os::canView((*views)->front()) ? std::move(views) : Views();
  }

  // A large copy is said before it begins, and not begun where it has no room.
  Result<void> announceCopy(const std::string& place, const std::string& target) const {
    const auto weight = weigh(place, anything);
    if (!weight) return {};
    std::error_code error;
    const std::string folder = parentPath(target);
    const std::uint64_t room = fsys::space(folder, error).available;
    if (!error && weight->bytes > room) {
      return fail(ErrorCode::unavailable,
                  what_ + ": a copy of " + place + " (" + gigabytes(weight->bytes) + ") has no room in " +
                      folder + " (" + gigabytes(room) +
                      " free); set TMPDIR to a larger disk, or say mode: direct for its path as text");
    }
    if (context_.say) {
      const std::string why = hasLinksOut(place)
                                  ? "links in it lead elsewhere"
                                  : "this system does not let it be shown to the job read-only";
      context_.say(what_ + ": copying " + place + " (" + std::to_string(weight->files) + " files, " +
                   gigabytes(weight->bytes) + "), since " + why);
    }
    return {};
  }

  // The table's folder with its addresses fetched and named by path.
  Result<std::string> privateTable(const std::string& place) {
    const std::string folder = own("table");
    const TreeCopy copy(what_, false, stop_);
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
    const TreeCopy copy(what_, input_.mode == "eval_mount", stop_);
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
