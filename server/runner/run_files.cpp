// A folder is moved aside under a name that no run has, then the record goes, then the files: whatever is
// interrupted, no record points to half a folder.
#include "runner/run_files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/fs.h"
#include "base/path.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

namespace files = std::filesystem;

constexpr std::string_view asideMark = ".removed-";

// Calls `each` for everything below the folder that is no folder; what cannot be read is left out.
template <class Each>
void walk(const std::string& folder, Each each) {
  std::error_code error;
  files::recursive_directory_iterator at(folder, files::directory_options::skip_permission_denied, error);
  for (const files::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code ofEntry;
    if (!at->is_directory(ofEntry) || at->is_symlink(ofEntry)) {
      if (!each(*at)) return;
    }
  }
}

std::uint64_t bytesOf(const files::directory_entry& entry) {
  std::error_code error;
  if (entry.is_symlink(error) || !entry.is_regular_file(error)) return 0;
  const auto bytes = entry.file_size(error);
  return error ? 0 : static_cast<std::uint64_t>(bytes);
}

tl::unexpected<Error> copyFailure(const std::string& path, const std::error_code& error) {
  return fail(ErrorCode::unavailable, "copying " + path + ": " + error.message());
}

Result<void> copyOne(const files::path& from, const files::path& to, bool replace) {
  std::error_code error;
  files::create_directories(to.parent_path(), error);
  if (error) return copyFailure(from.string(), error);
  if (replace) files::remove(to, error);
  if (files::is_symlink(files::symlink_status(from, error))) {
    files::copy_symlink(from, to, error);
  } else {
    files::copy_file(from, to, error);
  }
  if (error) return copyFailure(from.string(), error);
  return {};
}

std::string asideOf(const store::RunStore& store, const std::string& id) {
  return store.folder() + "/runs/" + std::string(asideMark) + id;
}

}  // namespace

FilesSize sizeOf(const std::string& path) {
  FilesSize size;
  std::error_code error;
  if (const files::directory_entry entry(path, error); !error && !entry.is_directory(error)) {
    return entry.exists(error) ? FilesSize{1, bytesOf(entry)} : size;
  }
  walk(path, [&](const files::directory_entry& entry) {
    ++size.files;
    size.bytes += bytesOf(entry);
    return true;
  });
  return size;
}

std::vector<ListedFile> listFiles(const std::string& folder, std::size_t limit) {
  std::vector<ListedFile> list;
  walk(folder, [&](const files::directory_entry& entry) {
    list.push_back({relativePath(entry.path().string(), folder), bytesOf(entry)});
    return list.size() < limit;
  });
  std::ranges::sort(list, {}, &ListedFile::path);
  return list;
}

Result<FilesSize> copyInto(const std::string& from, const std::string& to, bool replace, CancelToken stop) {
  std::vector<std::pair<files::path, files::path>> pairs;
  std::error_code error;
  if (!files::is_directory(from, error)) {
    pairs.emplace_back(from, files::path(to) / files::path(from).filename());
  } else {
    walk(from, [&](const files::directory_entry& entry) {
      pairs.emplace_back(entry.path(), files::path(to) / relativePath(entry.path().string(), from));
      return true;
    });
  }
  for (const auto& [source, target] : pairs) {
    if (replace || !files::exists(files::symlink_status(target, error))) continue;
    return fail(ErrorCode::conflict,
                "copying to " + to + ": " + target.string() +
                    " is there already; choose another folder, or --force to replace it");
  }
  if (auto made = makeFolder(to, 0755); !made) return fail(made.error());
  FilesSize size;
  for (const auto& [source, target] : pairs) {
    if (stop.stop_requested()) return fail(ErrorCode::canceled, "copying to " + to + " was interrupted");
    if (auto copied = copyOne(source, target, replace); !copied) return fail(copied.error());
    ++size.files;
    size.bytes += bytesOf(files::directory_entry(target, error));
  }
  return size;
}

Result<FilesSize> removeRun(store::RunStore& store, const std::string& id) {
  auto run = store.find(id);
  if (!run) return fail(run.error());
  if (!store::isTerminal(run->status)) {
    return fail(ErrorCode::conflict,
                "the run " + run->id + " is " + statusName(run->status) + "; cancel it before deleting it");
  }
  FilesSize freed;
  for (;;) {
    auto below = store.list({.parent = run->id, .archived = true});
    if (!below) return fail(below.error());
    if (below->runs.empty()) break;
    for (const store::Run& child : below->runs) {
      auto removed = removeRun(store, child.id);
      if (!removed) return removed;
      freed.files += removed->files;
      freed.bytes += removed->bytes;
    }
  }
  const std::string folder = store::RunFolder(store.folder(), run->id).path();
  const std::string aside = asideOf(store, run->id);
  const FilesSize own = sizeOf(folder);
  if (folderExists(folder) && std::rename(folder.c_str(), aside.c_str()) != 0) {
    return fail(ErrorCode::unavailable, "removing " + folder + ": " + systemMessage(errno));
  }
  if (auto forgotten = store.remove(run->id); !forgotten) {
    std::rename(aside.c_str(), folder.c_str());
    return fail(forgotten.error());
  }
  if (auto removed = removeTree(aside); !removed) return fail(removed.error());
  return FilesSize{freed.files + own.files, freed.bytes + own.bytes};
}

void sweepRemoved(const store::RunStore& store) {
  const auto names = listFolder(store.folder() + "/runs");
  if (!names) return;
  for (const std::string& name : *names) {
    if (!name.starts_with(asideMark)) continue;
    const std::string id = name.substr(asideMark.size());
    // Its record is still there when the removal stopped between the two: then it is removed again.
    if (const auto known = store.find(id); known && known->id == id) continue;
    static_cast<void>(removeTree(store.folder() + "/runs/" + name));
  }
}

}  // namespace footplate::runner
