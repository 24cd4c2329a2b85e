#include "runner/tracking/tracked_runs.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "store/metric_file.h"

namespace footplate::runner {
namespace {

constexpr auto flushEvery = std::chrono::milliseconds(80);

}  // namespace

TrackedRuns::TrackedRuns(store::RunStore& store, std::string runId)
    : store_(store),
      runId_(std::move(runId)),
      order_{runId_},
      flusher_([this](std::stop_token stop) { flushLoop(stop); }) {}

TrackedRuns::~TrackedRuns() {
  static_cast<void>(finish());
}

bool TrackedRuns::knows(const std::string& id) const {
  std::lock_guard guard(mutex_);
  return id == runId_ || children_.contains(id);
}

bool TrackedRuns::exists(const std::string& id) const {
  // Ids alone: a prefix or @last would name a run that the caller did not mean.
  if (!store::isValidRunId(id)) return false;
  const auto found = store_.resolve(id);
  return found && *found == id;
}

std::vector<std::string> TrackedRuns::all() const {
  std::lock_guard guard(mutex_);
  return order_;
}

Result<store::Run> TrackedRuns::find(const std::string& id) {
  if (auto stored = flush(); !stored) return fail(stored.error());
  return store_.find(id);
}

Result<store::RunPage> TrackedRuns::list(const store::RunFilter& filter) {
  if (auto stored = flush(); !stored) return fail(stored.error());
  return store_.list(filter);
}

Result<std::string> TrackedRuns::createChild(const std::string& parent, const std::string& experiment,
                                             const std::string& name, TimeMs began) {
  store::Run run;
  run.id = store::makeRunId(nowMs());
  run.parent = parent;
  run.experiment = experiment;
  run.displayName = name.empty() ? run.id : name;
  run.kind = "child";
  run.status = store::RunStatus::running;
  run.compute = "local";
  run.engine = "local";
  run.created = nowMs();
  run.started = began;
  store::RunFolder files = folder(run.id);
  if (auto made = files.make(); !made) return fail(made.error());
  // Held as long as we live: a child whose parent's supervisor is gone is lost as well.
  auto lock = os::LockFile::tryLock(files.lock());
  if (!lock) return fail(lock.error());
  if (auto inserted = store_.insert(run); !inserted) return fail(inserted.error());
  std::lock_guard guard(mutex_);
  children_.emplace(run.id, std::move(*lock));
  order_.push_back(run.id);
  return run.id;
}

Result<void> TrackedRuns::endChild(const std::string& id, store::RunStatus status, TimeMs ended) {
  if (id == runId_) return {};
  auto changed = store_.update(id, [&](store::Run& run) -> Result<void> {
    if (store::isTerminal(run.status)) return {};  // ended twice: the first end stays
    run.status = status;
    run.ended = ended;
    return {};
  });
  if (!changed) return fail(changed.error());
  // A search makes thousands of children: only those that run hold a descriptor.
  std::lock_guard guard(mutex_);
  if (const auto child = children_.find(id); child != children_.end()) child->second.reset();
  return {};
}

Result<void> TrackedRuns::addMetrics(const std::string& id, const std::vector<store::MetricPoint>& points) {
  if (points.empty()) return {};
  std::lock_guard guard(mutex_);
  if (auto filed = store::MetricFile(folder(id).metrics()).append(points); !filed) return filed;
  std::vector<store::MetricPoint>& waiting = pending_[id];
  waiting.insert(waiting.end(), points.begin(), points.end());
  wake_.notify_one();
  return {};
}

Result<void> TrackedRuns::addFacts(const std::string& id, const TrackedFacts& facts) {
  auto changed = store_.update(id, [&](store::Run& run) -> Result<void> {
    for (const auto& [name, value] : facts.params) {
      auto [entry, isNew] = run.params.emplace(name, value);
      if (!isNew && entry->second != value) {
        return fail(ErrorCode::conflict, "the parameter '" + name + "' of run " + id + " is '" +
                                             entry->second + "' already and cannot become '" + value + "'");
      }
    }
    for (const auto& [name, value] : facts.tags) {
      bool own = name.starts_with("mlflow.") || name.starts_with("footplate.");
      (own ? run.properties : run.tags)[name] = value;
      if (name == "mlflow.runName" && !value.empty()) run.displayName = value;
      if (name == "mlflow.note.content") run.description = value;
    }
    return {};
  });
  if (!changed) return fail(changed.error());
  return {};
}

Result<void> TrackedRuns::changeProperty(const std::string& id, const std::string& name,
                                         const std::function<std::string(const std::string&)>& change) {
  auto changed = store_.update(id, [&](store::Run& run) -> Result<void> {
    std::string& value = run.properties[name];
    value = change(value);
    return {};
  });
  if (!changed) return fail(changed.error());
  return {};
}

Result<void> TrackedRuns::removeTag(const std::string& id, const std::string& name) {
  auto changed = store_.update(id, [&](store::Run& run) -> Result<void> {
    if (run.tags.erase(name) + run.properties.erase(name) > 0) return {};
    return fail(ErrorCode::notFound, "the run " + id + " has no tag '" + name + "'");
  });
  if (!changed) return fail(changed.error());
  return {};
}

Result<void> TrackedRuns::addDatasets(const std::string& id, const std::vector<store::RunDataset>& datasets) {
  auto changed = store_.update(id, [&](store::Run& run) -> Result<void> {
    for (const store::RunDataset& one : datasets) {
      const bool isKnown = std::ranges::any_of(run.datasets, [&](const store::RunDataset& known) {
        return known.name == one.name && known.digest == one.digest && known.context == one.context;
      });
      if (!isKnown) run.datasets.push_back(one);
    }
    return {};
  });
  if (!changed) return fail(changed.error());
  return {};
}

Result<void> TrackedRuns::setArchived(const std::string& id, bool archived) {
  auto changed = store_.update(id, [&](store::Run& run) -> Result<void> {
    run.archived = archived;
    return {};
  });
  if (!changed) return fail(changed.error());
  return {};
}

void TrackedRuns::flushLoop(std::stop_token stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock guard(mutex_);
      wake_.wait(guard, stop, [this] { return !pending_.empty(); });
    }
    // What comes within this time shares the transaction.
    std::mutex idle;
    std::unique_lock wait(idle);
    std::condition_variable_any().wait_for(wait, stop, flushEvery, [] { return false; });
    if (auto stored = flush(); !stored) logError("storing metrics: " + stored.error().message);
  }
}

Result<void> TrackedRuns::flush() {
  std::lock_guard one(flushing_);
  std::map<std::string, std::vector<store::MetricPoint>> batch;
  {
    std::lock_guard guard(mutex_);
    batch.swap(pending_);
  }
  Result<void> outcome;
  const std::set<std::string> filed = behind_;  // what came of them is read from their files
  catchUp(outcome);
  for (const auto& [id, points] : batch) {
    if (filed.contains(id)) continue;
    auto stored = store_.recordMetrics(id, points);
    if (stored) continue;
    outcome = stored;
    behind_.insert(id);
  }
  return outcome;
}

// From the files, which have every point in order, while nobody adds to them.
void TrackedRuns::catchUp(Result<void>& outcome) {
  if (behind_.empty()) return;
  std::lock_guard guard(mutex_);
  for (const std::string& id : std::set(behind_)) {
    pending_.erase(id);
    if (auto counted = recoverMetrics(store_, id)) {
      behind_.erase(id);
    } else {
      outcome = counted;
    }
  }
}

Result<void> TrackedRuns::finish() {
  if (flusher_.joinable()) {
    flusher_.request_stop();
    flusher_.join();
  }
  Result<void> stored = flush();
  if (!stored) stored = flush();
  std::lock_guard guard(mutex_);
  for (const auto& [id, lock] : children_) {
    auto run = store_.find(id);
    if (!run || store::isTerminal(run->status)) continue;
    static_cast<void>(store_.update(id, [](store::Run& child) -> Result<void> {
      child.status = store::RunStatus::failed;
      child.error = store::RunError{"notEnded", "the job ended without ending this run"};
      return {};
    }));
  }
  children_.clear();
  return stored;
}

Result<void> recoverMetrics(store::RunStore& store, const std::string& id) {
  auto run = store.find(id);
  if (!run) return fail(run.error());
  auto history = store::MetricFile(store::RunFolder(store.folder(), id).metrics()).read();
  if (!history) return fail(history.error());
  std::vector<store::MetricPoint> missing;
  for (const auto& [name, points] : *history) {
    auto known = run->metrics.find(name);
    auto counted =
        known == run->metrics.end() ? std::size_t{0} : static_cast<std::size_t>(known->second.count);
    for (std::size_t at = counted; at < points.size(); ++at) missing.push_back(points[at]);
  }
  return missing.empty() ? Result<void>() : store.recordMetrics(id, missing);
}

}  // namespace footplate::runner
