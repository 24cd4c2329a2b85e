// The folder comes first, then its row: a folder without a row is what a crash left behind, and the next one
// who wants its place removes it. Both are done under assets/.lock.
#include "store/asset_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <mutex>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/json_text.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "os/lock_file.h"
#include "store/database.h"
#include "store/run_store.h"
#include "store/store_folder.h"

namespace footplate::store {

namespace {

constexpr std::size_t longestName = 255;
constexpr const char* columns =
    "SELECT a.kind,a.name,a.version,a.type,a.description,a.path,a.source,a.run,a.created,a.archived,"
    "a.seq=(SELECT max(b.seq) FROM assets b WHERE b.kind=a.kind AND b.name=a.name AND b.archived=0)"
    " FROM assets a";

bool isWord(std::string_view text) {
  return !text.empty() && text.size() <= longestName && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(
             text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; });
}

Result<void> checkWords(const Asset& asset) {
  for (const std::string_view kind : {"data", "model", "environment", "component"}) {
    if (asset.kind != kind) continue;
    if (!isWord(asset.name)) {
      return fail(ErrorCode::usage, "'" + asset.name +
                                        "' cannot name an asset; use letters, digits, '-', '_'" +
                                        " and '.', at most 255, beginning with a letter or digit");
    }
    if (asset.version.empty() || isWord(asset.version)) return {};
    return fail(
        ErrorCode::usage,
        "'" + asset.version + "' is no version of an asset; use letters, digits, '-'," + " '_' and '.'");
  }
  return fail(ErrorCode::usage, "assets are data, model, environment or component, not '" + asset.kind + "'");
}

Asset assetOf(const Statement& row) {
  Asset asset;
  asset.kind = row.text(0);
  asset.name = row.text(1);
  asset.version = row.text(2);
  asset.type = row.text(3);
  asset.description = row.text(4);
  asset.path = row.text(5);
  asset.source = row.text(6);
  asset.run = row.text(7);
  asset.created = row.integer(8);
  asset.archived = row.integer(9) != 0;
  asset.latest = row.integer(10) != 0;
  return asset;
}

std::vector<Asset> allOf(Statement& rows) {
  std::vector<Asset> assets;
  while (rows.step()) assets.push_back(assetOf(rows));
  return assets;
}

std::string nextVersion(Database& database, const Asset& asset) {
  Statement rows = database.prepare("SELECT version FROM assets WHERE kind=? AND name=?");
  rows.bind(asset.kind).bind(asset.name);
  std::int64_t highest = 0;
  while (rows.step()) {
    const std::string version = rows.text(0);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
    if (error == std::errc() && end == version.data() + version.size()) highest = std::max(highest, number);
  }
  return std::to_string(highest + 1);
}

bool isThere(Database& database, const Asset& asset) {
  Statement row = database.prepare("SELECT 1 FROM assets WHERE kind=? AND name=? AND version=?");
  row.bind(asset.kind).bind(asset.name).bind(asset.version);
  return row.step();
}

void insert(Database& database, const Asset& asset) {
  Statement row = database.prepare(
      "INSERT INTO assets(kind,name,version,type,description,path,source,run,created,archived)"
      " VALUES(?,?,?,?,?,?,?,?,?,0)");
  row.bind(asset.kind).bind(asset.name).bind(asset.version).bind(asset.type).bind(asset.description);
  row.bind(asset.path).bind(asset.source).bind(asset.run).bind(asset.created);
  row.run();
}

// What the folder holds is on the disk before its row is.
void syncTree(const std::string& folder) {
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_symlink(error)) continue;
    const os::Descriptor file(::open(at->path().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file) syncToDisk(file.get());
  }
  const os::Descriptor top(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (top) syncToDisk(top.get());
}

std::string shown(const Asset& asset) {
  return asset.kind + " " + asset.name + (asset.version.empty() ? "" : ":" + asset.version);
}

}  // namespace

struct AssetStore::State {
  std::string folder;  // assets/
  std::string root;
  bool readOnly = false;
  std::string notice;
  std::unique_ptr<Database> database;
  std::mutex mutex;

  template <class Work>
  auto guarded(Work work) -> decltype(work(*database)) {
    const std::lock_guard guard(mutex);
    try {
      return work(*database);
    } catch (const StoreFailure& failure) {
      return fail(failure.error);
    }
  }

  std::string place(const Asset& asset) const {
    return folder + "/" + asset.kind + "/" + asset.name + "/" + asset.version;
  }

  void changed() const { (void)writeFileAtomic(folder + "/.stamp", randomHex(8)); }

  Result<void> moveIn(const std::string& staged, const Asset& asset) const {
    const std::string target = place(asset);
    if (auto gone = removeTree(target); !gone) return gone;
    if (auto made = makeFolder(parentPath(target)); !made) return made;
    syncTree(staged);
    if (::rename(staged.c_str(), target.c_str()) != 0)
      return fail(ErrorCode::unavailable, "storing the asset " + target + ": " + systemMessage(errno));
    const os::Descriptor parent(::open(parentPath(target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent) syncToDisk(parent.get());
    return {};
  }
};

AssetStore::AssetStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
AssetStore::AssetStore(AssetStore&&) noexcept = default;
AssetStore& AssetStore::operator=(AssetStore&&) noexcept = default;
AssetStore::~AssetStore() = default;

Result<AssetStore> AssetStore::open(const std::string& root) {
  auto runs = RunStore::open(root);  // makes the tables
  if (!runs) return fail(runs.error());
  auto state = std::make_unique<State>();
  state->root = runs->root();
  state->folder = runs->folder() + "/assets";
  state->readOnly = runs->readOnly();
  if (state->readOnly && !runs->notices().empty()) state->notice = runs->notices().back();
  try {
    const auto access = state->readOnly ? Database::Access::readOnly : Database::Access::existing;
    state->database = std::make_unique<Database>(runs->databasePath(), access);
    if (!state->readOnly) state->database->execute("PRAGMA synchronous=FULL");
  } catch (const StoreFailure& failure) {
    return fail(failure.error);
  }
  return AssetStore(std::move(state));
}

Result<AssetStore> AssetStore::openExisting(const std::string& root) {
  if (fileExists(storeFolder(root).path + "/footplate.db")) return open(root);
  return fail(ErrorCode::notFound,
              "there are no assets in " + root + " yet; `footplate asset create FILE` makes the first");
}

const std::string& AssetStore::root() const {
  return state_->root;
}

Result<std::string> AssetStore::stage() const {
  std::string path = state_->folder + "/.new-" + randomHex(8);
  if (auto made = makeFolder(path); !made) return fail(made.error());
  return path;
}

Result<Asset> AssetStore::add(Asset asset, const std::string& staged) {
  struct Removal {
    const std::string& path;
    ~Removal() { (void)removeTree(path); }
  } removal{staged};
  if (state_->readOnly) return fail(ErrorCode::conflict, state_->notice);
  if (auto good = checkWords(asset); !good) return fail(good.error());
  auto lock = os::LockFile::lock(state_->folder + "/.lock");
  if (!lock) return fail(lock.error());
  if (asset.created == 0) asset.created = nowMs();
  auto added = state_->guarded([&](Database& database) -> Result<Asset> {
    if (asset.version.empty()) asset.version = nextVersion(database, asset);
    if (isThere(database, asset)) {
      return fail(ErrorCode::conflict, "registering " + shown(asset) + ": this version is there already and" +
                                           " never changes; leave version out to get the next one");
    }
    // What a path within the staged folder says follows the folder.
    if (isInside(asset.path, staged)) asset.path = state_->place(asset) + asset.path.substr(staged.size());
    if (auto moved = state_->moveIn(staged, asset); !moved) return fail(moved.error());
    Transaction transaction(database);
    insert(database, asset);
    transaction.commit();
    asset.latest = true;
    return asset;
  });
  if (added) state_->changed();
  return added;
}

Result<Asset> AssetStore::find(std::string_view kind, std::string_view name, std::string_view version) const {
  const bool newest = version.empty() || version == "@latest";
  return state_->guarded([&](Database& database) -> Result<Asset> {
    Statement row = database.prepare(std::string(columns) + " WHERE a.kind=? AND a.name=? AND " +
                                     (newest ? "a.archived=0 ORDER BY a.seq DESC LIMIT 1" : "a.version=?"));
    row.bind(kind).bind(name);
    if (!newest) row.bind(version);
    if (row.step()) return assetOf(row);
    Statement others =
        database.prepare(std::string(columns) + " WHERE a.kind=? AND a.name=? ORDER BY a.seq DESC");
    others.bind(kind).bind(name);
    std::vector<std::string> versions;
    for (const Asset& one : allOf(others))
      versions.push_back(one.version + (one.archived ? " (archived)" : ""));
    const std::string what = "there is no registered " + std::string(kind) + " '" + std::string(name) + "'";
    if (versions.empty()) return fail(ErrorCode::notFound, what + "; `footplate asset list` names them");
    if (newest) return fail(ErrorCode::notFound, what + " that is not archived; name a version");
    return fail(ErrorCode::notFound,
                what + " of version " + std::string(version) + "; there is " + join(versions, ", "));
  });
}

Result<std::vector<Asset>> AssetStore::list(const AssetFilter& filter) const {
  return state_->guarded([&](Database& database) -> Result<std::vector<Asset>> {
    Statement rows = database.prepare(std::string(columns) +
                                      " WHERE (?='' OR a.kind=?) AND (?='' OR a.name=?) AND a.archived<=?"
                                      " ORDER BY a.kind,a.name,a.seq DESC");
    rows.bind(filter.kind).bind(filter.kind).bind(filter.name).bind(filter.name);
    rows.bind(std::int64_t{filter.archived ? 1 : 0});
    return allOf(rows);
  });
}

Result<std::vector<Asset>> AssetStore::setArchived(std::string_view kind, std::string_view name,
                                                   std::string_view version, bool archived) {
  if (state_->readOnly) return fail(ErrorCode::conflict, state_->notice);
  std::string one(version);
  if (!one.empty()) {
    auto found = find(kind, name, version);
    if (!found) return fail(found.error());
    one = found->version;
  }
  auto changed = state_->guarded([&](Database& database) -> Result<std::vector<Asset>> {
    Transaction transaction(database);
    Statement update =
        database.prepare("UPDATE assets SET archived=? WHERE kind=? AND name=? AND (?='' OR version=?)");
    update.bind(std::int64_t{archived ? 1 : 0}).bind(kind).bind(name).bind(one).bind(one).run();
    Statement rows = database.prepare(
        std::string(columns) + " WHERE a.kind=? AND a.name=? AND (?='' OR a.version=?) ORDER BY a.seq DESC");
    rows.bind(kind).bind(name).bind(one).bind(one);
    std::vector<Asset> assets = allOf(rows);
    if (assets.empty()) {
      return fail(ErrorCode::notFound, "there is no registered " + std::string(kind) + " '" +
                                           std::string(name) + "'; `footplate asset list` names them");
    }
    transaction.commit();
    return assets;
  });
  if (changed) state_->changed();
  return changed;
}

Result<std::vector<Asset>> AssetStore::below(const std::string& folder) const {
  return state_->guarded([&](Database& database) -> Result<std::vector<Asset>> {
    Statement rows = database.prepare(
        std::string(columns) + " WHERE a.path=?1 OR substr(a.path,1,length(?1)+1)=?1||'/' ORDER BY a.seq");
    rows.bind(folder);
    return allOf(rows);
  });
}

Result<void> AssetStore::setPath(const Asset& asset, const std::string& path) const {
  if (state_->readOnly) return fail(ErrorCode::conflict, state_->notice);
  auto text = readFile(file(asset));
  if (!text) return fail(text.error());
  // An output's file is JSON, where a path may be written otherwise than it is.
  const auto quoted = [](const std::string& raw) {
    std::string json;
    appendJsonString(json, raw);
    return json.substr(1, json.size() - 2);
  };
  const bool isPlain = text->find(asset.path) != std::string::npos;
  const std::string old = isPlain ? asset.path : quoted(asset.path);
  if (text->find(old) == std::string::npos)
    return fail(ErrorCode::conflict,
                "moving " + shown(asset) + ": " + file(asset) + " does not name " + asset.path);
  const std::string changed = replaceAll(*text, old, isPlain ? path : quoted(path));
  if (auto written = writeFileAtomic(file(asset), changed); !written) return written;
  auto updated = state_->guarded([&](Database& database) -> Result<void> {
    Transaction transaction(database);
    Statement row = database.prepare("UPDATE assets SET path=? WHERE kind=? AND name=? AND version=?");
    row.bind(path).bind(asset.kind).bind(asset.name).bind(asset.version);
    row.run();
    transaction.commit();
    return {};
  });
  if (updated) state_->changed();
  return updated;
}

std::string AssetStore::folder(const Asset& asset) const {
  return state_->place(asset);
}

std::string assetStampFile(const std::string& root) {
  return storeFolder(root).path + "/assets/.stamp";
}

}  // namespace footplate::store
