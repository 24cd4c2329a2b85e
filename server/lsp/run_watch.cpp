// The write-ahead log is what changes when a run changes; the database file itself only at checkpoints. Runs
// that were there before the first look are not told: a client lists them when it starts.
#include "lsp/run_watch.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/fs.h"
#include "base/log.h"
#include "base/path.h"
#include "store/run_store.h"
#include "store/store_folder.h"

namespace footplate::lsp {
namespace {

constexpr std::chrono::milliseconds quiet{100};

}  // namespace

struct RunWatch::Project {
  std::vector<std::string> paths;  // watched for it, the database first
  std::uint64_t inode = 0;         // of the database that is open
  std::optional<store::RunStore> store;
  std::int64_t version = 0;
};

RunWatch::RunWatch(Told told) : told_(std::move(told)) {
  auto files = os::FileWatch::create();
  if (!files) {
    logWarn("changes of runs will not be seen: " + files.error().message);
    return;
  }
  files_ = std::move(*files);
  thread_ = std::thread([this] { run(); });
}

RunWatch::~RunWatch() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    wake_.request_stop();
  }
  pause_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void RunWatch::watch(const std::vector<std::string>& roots) {
  const std::lock_guard lock(mutex_);
  wanted_ = roots;
  wake_.request_stop();
}

void RunWatch::change(const std::vector<std::string>& roots) {
  for (auto project = projects_.begin(); project != projects_.end();) {
    if (std::ranges::find(roots, project->first) != roots.end()) {
      ++project;
      continue;
    }
    for (const std::string& path : project->second.paths) files_->remove(path);
    project = projects_.erase(project);
  }
  for (const std::string& root : roots) {
    const auto [entry, isNew] = projects_.try_emplace(root);
    if (isNew) follow(root, entry->second);
  }
}

void RunWatch::follow(const std::string& root, Project& project) {
  const std::string folder = store::storeFolder(root).path;
  const std::string database = joinPath(folder, "footplate.db");
  project.paths = {database, database + "-wal"};
  for (const std::string& path : project.paths) files_->add(path);
  if (!open(root, project)) return;
  if (const auto before = project.store->changesSince(project.version); !before)
    logDebug(before.error().message);
}

// The store of now: people delete .footplate, and the next submit makes another one.
bool RunWatch::open(const std::string& root, Project& project) {
  const auto stamp = fileStamp(project.paths.front());
  if (project.store && stamp && stamp->inode == project.inode) return true;
  project.store.reset();
  project.version = 0;
  if (!stamp) return false;
  auto opened = store::RunStore::openExisting(root);
  if (!opened) return false;
  project.store = std::move(*opened);
  project.inode = stamp->inode;
  return true;
}

void RunWatch::look(const std::string& root, Project& project) {
  if (!open(root, project)) return;
  const auto ids = project.store->changesSince(project.version);
  if (ids && !ids->empty()) told_(root, *ids);
}

// Takes what watch() left; false when the thread is to end.
bool RunWatch::prepare(CancelToken& token) {
  std::optional<std::vector<std::string>> wanted;
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return false;
    wanted.swap(wanted_);
    if (wake_.stop_requested()) wake_ = CancelSource();
    token = wake_.get_token();
  }
  if (wanted) change(*wanted);
  return true;
}

void RunWatch::run() {
  CancelToken token;
  while (prepare(token)) {
    const std::vector<std::string> changed = files_->wait(-1, token);
    if (changed.empty()) continue;
    for (auto& [root, project] : projects_) {
      const bool isMeant = std::ranges::any_of(project.paths, [&](const std::string& path) {
        return std::ranges::find(changed, path) != changed.end();
      });
      if (isMeant) look(root, project);
    }
    std::unique_lock lock(mutex_);
    pause_.wait_for(lock, quiet, [this] { return ending_; });
  }
}

}  // namespace footplate::lsp
