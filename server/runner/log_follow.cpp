// Following logs without polling: read to the end, then wait for the kernel's word that a log, a folder of
// logs, the end file or the database changed. One block for all streams, whatever their size.
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "base/fs.h"
#include "os/file_watch.h"
#include "runner/log_stream.h"
#include "runner/runner.h"
#include "runner/source_paths.h"
#include "store/run_folder.h"

namespace footplate::runner {
namespace {

// Events are what wakes us; the clock only finds a supervisor that was killed, which makes no event of its
// own.
constexpr std::int64_t lookAgainMs = 500;
// A busy log wakes us all the time: its folder is not looked at each time for other logs.
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds betweenLooks(100);
constexpr std::string_view processMark = "std_log_process_";

// Tells when a run has ended. The record changes with every phase of every run of the project, so it is
// looked at only once the supervisor has written the end file, and now and then for a run that got none.
class EndWatch {
 public:
  EndWatch(store::RunStore& store, const std::string& id)
      : store_(store), id_(id), folder_(store.folder(), id) {}

  Result<void> start() {
    auto watch = os::FileWatch::create();
    if (!watch) return fail(watch.error());
    watch_ = std::move(*watch);
    watch_->add(folder_.end());
    return {};
  }

  Result<bool> hasEnded() {
    const bool written = fileExists(folder_.end());
    if (written && !near_) watch_->add(store_.databasePath() + "-wal");
    near_ = near_ || written;
    if (!near_ && Clock::now() < due_) return false;
    due_ = Clock::now() + std::chrono::milliseconds(lookAgainMs);
    static_cast<void>(reconcile(store_));
    auto run = store_.find(id_);
    if (!run) return fail(run.error());
    return store::isTerminal(run->status);
  }

  // Until something of the run changes, or it is time to look again.
  os::FileWatch& watch() { return *watch_; }
  void wait(CancelToken stop) { watch_->wait(lookAgainMs, std::move(stop)); }

 private:
  using Clock = std::chrono::steady_clock;

  store::RunStore& store_;
  std::string id_;
  store::RunFolder folder_;
  std::unique_ptr<os::FileWatch> watch_;
  bool near_ = false;
  Clock::time_point due_;
};

// The logs of a run: its own, those of its processes, and of the runs below it.
class Streams {
 public:
  Streams(store::RunStore& store, std::string id, const FollowOptions& options, os::FileWatch& watch)
      : store_(store), id_(std::move(id)), options_(options), watch_(watch) {}

  Result<void> begin() {
    if (options_.others) {
      auto version = store_.version();
      if (!version) return fail(version.error());
      version_ = *version;
    }
    addRun(id_, "");
    return {};
  }

  // Logs that have come meanwhile; not more often than is worth it, but `atLast` in any case.
  void look(bool atLast) {
    const Clock::time_point now = Clock::now();
    if (!options_.others || (!atLast && looked_ && now - *looked_ < betweenLooks)) return;
    looked_ = now;
    if (const auto changed = store_.changesSince(version_)) addNew(*changed);
    for (const auto& [folder, prefix] : folders_) addProcesses(folder, prefix);
  }

  bool drain(const StreamSink& sink, const CancelToken& stop) {
    sink_ = &sink;
    for (std::size_t at = 0; at < streams_.size(); ++at) {
      SourcePathFilter& filter = filters_[at];
      // A supervisor says where the copy is as it begins.
      if (filter.empty()) filter.use(SourcePaths::ofRun(store::RunFolder(store_.folder(), owners_[at])));
      const StreamSink mapped = mappedBy(filter);
      if (!streams_[at]->drain(block_, mapped, stop)) return false;
      if (!options_.follow && !streams_[at]->finish(mapped)) return false;
      if (!filter.flush()) return false;
    }
    return true;
  }
  bool finish(const StreamSink& sink) {
    sink_ = &sink;
    for (std::size_t at = 0; at < streams_.size(); ++at) {
      if (!streams_[at]->finish(mappedBy(filters_[at])) || !filters_[at].flush()) return false;
    }
    return true;
  }

 private:
  static StreamSink mappedBy(SourcePathFilter& filter) {
    return [&filter](std::string_view, std::string_view bytes) { return filter.pass(bytes); };
  }

  void addRun(const std::string& id, const std::string& prefix) {
    if (!runs_.emplace(id, prefix).second) return;
    const store::RunFolder folder(store_.folder(), id);
    addStream(prefix, folder.log(), folder.path() + "/log_times", id);
    if (!options_.others) return;
    folders_.emplace(folder.userLogs(), prefix);
    watch_.add(folder.userLogs());
    owned_[folder.userLogs()] = id;
    addProcesses(folder.userLogs(), prefix);
    store::RunFilter below{.parent = id, .archived = true, .limit = 10'000};
    below.order = {{{store::Field::Family::attribute, "created"}, store::Direction::ascending}};
    const auto children = store_.list(below);
    if (!children) return;
    for (const store::Run& child : children->runs) addChild(child.id, id);
  }

  void addChild(const std::string& id, const std::string& parent) {
    const auto run = store_.find(id);
    // A run that a script made by MLflow has no log of its own.
    if (!run || run->kind == "child") return;
    const auto step = run->properties.find("footplate.step");
    std::string name = step != run->properties.end() ? step->second
                       : run->displayName.empty()    ? run->id
                                                     : run->displayName;
    const std::string& above = runs_.at(parent);
    addRun(id, above.empty() ? name : above + "." + name);
  }

  void addNew(const std::vector<std::string>& changed) {
    for (const std::string& id : changed) {
      if (runs_.contains(id)) continue;
      const auto run = store_.find(id);
      if (run && run->id == id && runs_.contains(run->parent)) addChild(id, run->parent);
    }
  }

  void addProcesses(const std::string& folder, const std::string& prefix) {
    const auto names = listFolder(folder);
    if (!names) return;
    for (const std::string& name : *names) {
      if (!name.starts_with(processMark)) continue;
      const std::string rank = name.substr(processMark.size(), name.find('.') - processMark.size());
      addStream((prefix.empty() ? "rank " : prefix + " rank ") + rank, folder + "/" + name, "",
                owned_[folder]);
    }
  }

  void addStream(const std::string& name, const std::string& path, const std::string& times,
                 const std::string& owner) {
    if (!paths_.insert(path).second) return;
    owners_.push_back(owner);
    filters_.emplace_back(SourcePaths(),
                          [this, name](std::string_view bytes) { return (*sink_)(name, bytes); });
    streams_.push_back(
        std::make_unique<LogStream>(name, path, times, LogStart{options_.lines, options_.since}));
    watch_.add(path);
  }

  store::RunStore& store_;
  std::string id_;
  FollowOptions options_;
  os::FileWatch& watch_;
  std::int64_t version_ = 0;
  std::optional<Clock::time_point> looked_;
  std::map<std::string, std::string> runs_;     // id, prefix
  std::map<std::string, std::string> folders_;  // of logs, prefix
  std::set<std::string> paths_;
  std::map<std::string, std::string> owned_;  // folder of logs, its run
  // Beside streams_: whose log it is, and what shows paths of the copy as those of the source folder.
  std::vector<std::string> owners_;
  std::deque<SourcePathFilter> filters_;
  const StreamSink* sink_ = nullptr;
  std::vector<std::unique_ptr<LogStream>> streams_;
  std::vector<char> block_;
};

}  // namespace

Result<void> followStreams(store::RunStore& store, const std::string& id, const FollowOptions& options,
                           const StreamSink& sink, CancelToken stop) {
  EndWatch end(store, id);
  if (auto started = end.start(); !started) return started;
  Streams streams(store, id, options, end.watch());
  if (auto begun = streams.begin(); !begun) return begun;
  while (!stop.stop_requested()) {
    // The status is read before the logs: what was written before the end is in them by now.
    auto ended = end.hasEnded();
    if (!ended) return fail(ended.error());
    streams.look(*ended);
    if (!streams.drain(sink, stop)) return {};
    if (*ended || !options.follow) {
      streams.finish(sink);
      return {};
    }
    end.wait(stop);
  }
  return {};
}

Result<void> followLog(store::RunStore& store, const std::string& id, const FollowOptions& options,
                       const LogSink& sink, CancelToken stop) {
  FollowOptions alone = options;
  alone.others = false;
  return followStreams(
      store, id, alone, [&](std::string_view, std::string_view bytes) { return sink(bytes); },
      std::move(stop));
}

Result<store::Run> waitForEnd(store::RunStore& store, const std::string& id, CancelToken stop) {
  EndWatch end(store, id);
  if (auto started = end.start(); !started) return fail(started.error());
  while (!stop.stop_requested()) {
    auto ended = end.hasEnded();
    if (!ended) return fail(ended.error());
    if (*ended) return store.find(id);
    end.wait(stop);
  }
  return fail(ErrorCode::canceled, "waiting for the run " + id + " was interrupted; the run goes on");
}

}  // namespace footplate::runner
