#include "engines/local/code_view.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/fs.h"
#include "base/path.h"

namespace footplate::engines {
namespace {

namespace disk = std::filesystem;

// Also to another file system.
std::error_code move(const disk::path& from, const disk::path& to) {
  std::error_code error;
  disk::rename(from, to, error);
  if (!error) return error;
  constexpr auto whole = disk::copy_options::recursive | disk::copy_options::copy_symlinks |
                         disk::copy_options::overwrite_existing;
  disk::copy(from, to, whole, error);
  if (!error) disk::remove_all(from, error);
  return error;
}

}  // namespace

Result<CodeView> CodeView::make(const std::string& code, const std::vector<std::string>& includes,
                                const std::string& folder) {
  CodeView view(code, folder);
  if (auto made = makeFolder(folder); !made) return fail(made.error());
  auto names = listFolder(code);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    if (auto shown = view.show(code + "/" + name, name); !shown) return fail(shown.error());
  }
  for (const std::string& include : includes) {
    const std::string name = fileName(include);
    std::error_code error;
    if (!disk::exists(include, error))
      return fail(ErrorCode::notFound,
                  "reading additional_includes: " + include + ": no such file or folder");
    const std::string there = code + "/" + name;
    if (disk::exists(disk::symlink_status(there, error))) {
      if (disk::equivalent(there, include, error)) continue;  // shown by a link of the code's own
      return fail(ErrorCode::invalid, "reading additional_includes: " + there + " and " + include +
                                          " would both be " + name +
                                          " in the code folder; rename one, or leave it out");
    }
    if (!view.included_.insert(name).second) continue;
    if (auto shown = view.show(include, name); !shown) return fail(shown.error());
  }
  return view;
}

Result<void> CodeView::show(const std::string& place, const std::string& name) const {
  if (::symlink(place.c_str(), (folder_ + "/" + name).c_str()) == 0) return {};
  return fail(ErrorCode::unavailable, "showing " + place + " to the job: " + systemMessage(errno));
}

Result<void> CodeView::bringBack() const {
  auto names = listFolder(folder_);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    const disk::path made = disk::path(folder_) / name;
    std::error_code error;
    const bool ours = disk::is_symlink(disk::symlink_status(made, error)) &&
                      disk::read_symlink(made, error) == disk::path(code_) / name;
    if (ours || included_.contains(name)) continue;
    error = move(made, disk::path(code_) / name);
    if (error)
      return fail(ErrorCode::unavailable,
                  "moving " + made.string() + " to " + code_ + ": " + error.message());
  }
  return {};
}

}  // namespace footplate::engines
