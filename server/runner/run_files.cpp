// A removal is announced by a note beside the folder, then the record goes, then the folder is moved aside
// under a name that no run has, then its files go: whatever is interrupted, a run is there with all its files
// or not at all, and the next removal finds what is left.
#include "runner/run_files.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <optional>
#include <thread>

#include "base/fs.h"
#include "base/path.h"
#include "os/descriptor.h"
#include "os/lock_file.h"
#include "runner/data/keep_assets.h"
#include "runner/step_reuse.h"
#include "store/asset_store.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

namespace files = std::filesystem;

constexpr std::string_view asideMark = ".removed-";
constexpr std::string_view noteMark = ".removing-";
constexpr std::chrono::seconds patience(10);  // for a supervisor that tidies up behind its run

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

std::string besideRun(const store::RunStore& store, std::string_view mark, const std::string& id) {
  return store.folder() + "/runs/" + std::string(mark) + id;
}

// Keeps a submit of the same name out, and waits for a supervisor that has not quite ended. Without a folder
// there is nothing to keep.
std::optional<os::LockFile> holdFolder(const store::RunFolder& folder) {
  if (!folderExists(folder.path())) return std::nullopt;
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto lock = os::LockFile::tryLock(folder.lock());
    if (lock) return std::move(*lock);
    if (lock.error().code != ErrorCode::conflict || std::chrono::steady_clock::now() > end)
      return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

Result<RemovedRun> removeWithAll(store::RunStore& store, const store::AssetStore& assets,
                                 const std::string& id) {
  auto run = store.find(id);
  if (!run) return fail(run.error());
  if (!store::isTerminal(run->status)) {
    return fail(ErrorCode::conflict,
                "the run " + run->id + " is " + statusName(run->status) + "; cancel it before deleting it");
  }
  RemovedRun removed;
  const auto count = [&](const FilesSize& size) {
    removed.freed.files += size.files;
    removed.freed.bytes += size.bytes;
  };
  for (;;) {
    auto below = store.list({.parent = run->id, .archived = true});
    if (!below) return fail(below.error());
    if (below->runs.empty()) break;
    for (const store::Run& child : below->runs) {
      auto gone = removeWithAll(store, assets, child.id);
      if (!gone) return gone;
      count(gone->freed);
      std::ranges::move(gone->keptAssets, std::back_inserter(removed.keptAssets));
    }
  }
  const store::RunFolder folder(store.folder(), run->id);
  const auto held = holdFolder(folder);
  auto kept = keepAssets(assets, folder.path());
  if (!kept) return fail(kept.error().code, "deleting " + run->id + ": " + kept.error().message);
  std::ranges::move(*kept, std::back_inserter(removed.keptAssets));
  count(sizeOf(folder.path()));
  // Not synced: when the machine stops here, a folder without a run stays, and nothing is lost.
  const os::Descriptor note(
      ::open(besideRun(store, noteMark, run->id).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!note) return fail(ErrorCode::unavailable, "deleting " + run->id + ": " + systemMessage(errno));
  forgetStep(store, *run);
  if (auto forgotten = store.remove(run->id); !forgotten) return fail(forgotten.error());
  if (auto gone = removeRunFolder(store, run->id); !gone) return fail(gone.error());
  return removed;
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

FilesSize removableSize(const store::RunStore& store, const std::string& id) {
  const std::string folder = store::RunFolder(store.folder(), id).path();
  FilesSize size = sizeOf(folder);
  const auto assets = store::AssetStore::openExisting(store.root());
  const auto own = assets ? assets->below(folder) : Result<std::vector<store::Asset>>(fail(assets.error()));
  for (const store::Asset& asset : own.value_or(std::vector<store::Asset>())) {
    const FilesSize kept = sizeOf(asset.path);
    size.files -= std::min(size.files, kept.files);
    size.bytes -= std::min(size.bytes, kept.bytes);
  }
  return size;
}

Result<void> removeRunFolder(const store::RunStore& store, const std::string& id) {
  const std::string folder = store::RunFolder(store.folder(), id).path();
  const std::string aside = besideRun(store, asideMark, id);
  if (auto cleared = removeTree(aside); !cleared) return cleared;
  if (std::rename(folder.c_str(), aside.c_str()) != 0 && errno != ENOENT)
    return fail(ErrorCode::unavailable, "removing " + folder + ": " + systemMessage(errno));
  if (auto gone = removeTree(aside); !gone) return gone;
  return removeTree(besideRun(store, noteMark, id));
}

Result<RemovedRun> removeRun(store::RunStore& store, const std::string& id) {
  const auto assets = store::AssetStore::openExisting(store.root());
  if (!assets) return fail(assets.error());
  return removeWithAll(store, *assets, id);
}

void sweepRemoved(const store::RunStore& store) {
  const auto names = listFolder(store.folder() + "/runs");
  if (!names) return;
  const auto isRecorded = [&](const std::string& id) {
    const auto known = store.find(id);
    // What cannot be looked up counts as recorded: its files stay.
    return known ? known->id == id : known.error().code != ErrorCode::notFound;
  };
  for (const std::string& name : *names) {
    if (name.starts_with(asideMark)) {
      const std::string id = name.substr(asideMark.size());
      const std::string folder = store::RunFolder(store.folder(), id).path();
      const std::string aside = besideRun(store, asideMark, id);
      // Earlier versions moved a folder aside before its record went.
      if (isRecorded(id) && !folderExists(folder)) {
        std::rename(aside.c_str(), folder.c_str());
      } else {
        static_cast<void>(removeTree(aside));
      }
    } else if (name.starts_with(noteMark)) {
      const std::string id = name.substr(noteMark.size());
      // One that is locked belongs to a submit of the same name, or to a removal that goes on.
      if (!isRecorded(id) && !os::isLocked(store::RunFolder(store.folder(), id).lock()))
        static_cast<void>(removeRunFolder(store, id));
    }
  }
}

}  // namespace footplate::runner
