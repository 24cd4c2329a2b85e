#include "runner/pools/pool.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/fs.h"
#include "os/file_watch.h"
#include "os/gpu.h"
#include "runner/pools/pool_files.h"

namespace footplate::runner {

namespace {

// A closing file is announced a moment before its lock is free, so a look that came too early is repeated.
constexpr std::int64_t lookAgainMs = 20;
constexpr std::int64_t idleMs = 1000;
// A user may have 128 watches of the kernel's, for all programs: those far back in a queue look by the clock.
constexpr std::size_t nearPlaces = 32;
constexpr std::chrono::milliseconds farMs(250);
constexpr std::size_t mostNames = 3;  // of runs in a reason

Pool settingsInForce(const PoolFiles& files, const Pool& pool) {
  const auto text = readFile(files.settings(), 64 * 1024);
  auto stored = text ? poolFromJson(*text) : fail(text.error());
  return stored && stored->name == pool.name ? std::move(*stored) : pool;
}

// The cards of a node: its share, where the pool has at least one for each.
std::vector<int> gpusOf(const Pool& pool, int index) {
  std::vector<int> cards;
  const int each = pool.maxInstances > 0 ? pool.gpus / pool.maxInstances : 0;
  const int first = (index % std::max(pool.maxInstances, 1)) * each;
  for (int card = first; card < first + each; ++card) cards.push_back(card);
  return cards;
}

Node newNode(const Pool& pool, int index) {
  return {index, pool.name + "-" + std::to_string(index), nowMs(), "", nowMs(), gpusOf(pool, index), {}};
}

TimeMs idleUntil(const Node& node, const Pool& pool) {
  return node.since + TimeMs{1000} * pool.idleSeconds;
}

// Under the pool's lock: takes away what is over, makes what always stays.
std::vector<Node> settle(const PoolFiles& files, const Pool& pool, bool stopped) {
  std::vector<Node> nodes = files.readNodes();
  const int least = stopped ? 0 : std::min(pool.minInstances, pool.maxInstances);
  for (int index = 0; static_cast<int>(nodes.size()) < least; ++index) {
    if (std::ranges::any_of(nodes, [&](const Node& node) { return node.index == index; })) continue;
    nodes.push_back(newNode(pool, index));
    files.writeNode(nodes.back());
  }
  std::ranges::sort(nodes, {}, &Node::index);
  int left = static_cast<int>(nodes.size());
  // From the last: the first ones stay.
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    if (!node->run.empty()) continue;
    const bool over = stopped || nowMs() >= idleUntil(*node, pool) || left > pool.maxInstances;
    if (left <= least || !over) continue;
    files.removeNode(node->index);
    node->index = -1;
    --left;
  }
  std::erase_if(nodes, [](const Node& node) { return node.index < 0; });
  // Only those beyond the least number have an end, whichever were taken away.
  int beyond = left - least;
  for (auto node = nodes.rbegin(); node != nodes.rend() && beyond > 0; ++node) {
    if (!node->run.empty()) continue;
    node->until = idleUntil(*node, pool);
    --beyond;
  }
  return nodes;
}

PoolState stateOf(const PoolFiles& files, const Pool& pool) {
  PoolState state;
  state.pool = settingsInForce(files, pool);
  state.stopped = fileExists(files.stopped());
  state.nodes = settle(files, state.pool, state.stopped);
  state.queue = files.waiting();
  return state;
}

// Idle nodes first, then new ones.
std::vector<Node> chooseNodes(const PoolState& state, int count) {
  std::vector<Node> chosen;
  for (const Node& node : state.nodes) {
    if (node.run.empty() && static_cast<int>(chosen.size()) < count) chosen.push_back(node);
  }
  for (int index = 0; static_cast<int>(chosen.size()) < count; ++index) {
    if (std::ranges::none_of(state.nodes, [&](const Node& node) { return node.index == index; }))
      chosen.push_back(newNode(state.pool, index));
  }
  std::ranges::sort(chosen, {}, &Node::index);
  return chosen;
}

std::ptrdiff_t busyNodes(const PoolState& state) {
  return std::ranges::count_if(state.nodes, [](const Node& node) { return !node.run.empty(); });
}

class Taker {
 public:
  Taker(const std::string& storeFolder, const Pool& pool, const NodeWish& wish)
      : files_(storeFolder, pool.name), pool_(pool), wish_(wish) {}

  Result<Lease> take(const std::function<void(const std::string&)>& waiting, const CancelToken& stop) {
    if (auto made = files_.make(); !made) return fail(made.error());
    auto ticket = files_.enter(wish_);
    if (!ticket) return fail(ticket.error());
    std::unique_ptr<os::FileWatch> watch;
    std::string watched;
    bool told = false;
    bool toldFirst = false;
    while (!stop.stop_requested()) {
      const std::string before = files_.ticketBefore(wish_);
      if (before.empty()) {
        auto lease = tryTake(stop);
        if (!lease) return fail(lease.error());
        if (*lease) {
          ::unlink(ticket->path().c_str());
          return std::move(**lease);
        }
      }
      if (!told || (before.empty() && !toldFirst)) {
        waiting(whyWaiting(lookAtPool(files_, pool_), wish_.run));
        told = true;
        toldFirst = before.empty();
      }
      if (!watch) {
        if (files_.countBefore(wish_) > nearPlaces) {
          pause(stop);
          continue;
        }
        auto made = os::FileWatch::create();
        if (!made) return fail(made.error());
        watch = std::move(*made);
      }
      const std::string next = before.empty() ? files_.nodes() : before;
      if (next != watched) {
        if (!watched.empty()) watch->remove(watched);
        watch->add(next);
        if (before.empty()) watch->add(files_.folder());
        watched = next;
        continue;  // what changed before the watch began is seen now
      }
      if (!watch->wait(idleMs, stop).empty()) watch->wait(lookAgainMs, stop);
    }
    ::unlink(ticket->path().c_str());
    return fail(ErrorCode::canceled, "canceled while waiting for a free node of " + pool_.name);
  }

  static void pause(const CancelToken& stop) {
    std::mutex mutex;
    std::unique_lock held(mutex);
    std::condition_variable_any().wait_for(held, stop, farMs, [] { return false; });
  }

  static PoolState lookAtPool(const PoolFiles& files, const Pool& pool) {
    const auto lock = os::LockFile::lock(files.lock());
    return stateOf(files, pool);
  }

 private:
  // As the first of the queue: all nodes at once, or nothing.
  Result<std::optional<Lease>> tryTake(const CancelToken& stop) {
    const auto lock = os::LockFile::lock(files_.lock(), stop);
    if (!lock) return fail(lock.error());
    const PoolState state = stateOf(files_, pool_);
    if (state.stopped) return std::nullopt;
    // A pool that was made smaller meanwhile must not make the run wait for ever.
    const int wanted = std::min(wish_.nodes, std::max(state.pool.maxInstances, 1));
    if (busyNodes(state) + wanted > state.pool.maxInstances) return std::nullopt;
    std::vector<Node> nodes = chooseNodes(state, wanted);
    std::vector<os::LockFile> locks;
    for (Node& node : nodes) {
      auto held = lockPatiently(files_.node(node.index));
      if (!held && held.error().code == ErrorCode::conflict) return std::nullopt;
      if (!held) return fail(held.error());
      locks.push_back(std::move(*held));
    }
    for (Node& node : nodes) {
      node.run = wish_.run;
      node.since = nowMs();
      node.gpus = gpusOf(state.pool, node.index);
      files_.writeNode(node);
    }
    return Lease(files_.folder(), std::move(nodes), std::move(locks));
  }

  PoolFiles files_;
  Pool pool_;
  NodeWish wish_;
};

std::string namesOf(const PoolState& state) {
  std::string names;
  std::vector<std::string> seen;
  for (const Node& node : state.nodes) {
    if (node.run.empty() || std::ranges::find(seen, node.run) != seen.end()) continue;
    seen.push_back(node.run);
    if (seen.size() <= mostNames) names += (names.empty() ? "" : ", ") + node.run;
  }
  return seen.size() > mostNames ? names + " and " + std::to_string(seen.size() - mostNames) + " more"
                                 : names;
}

}  // namespace

Pool poolOf(const RunPlan& plan) {
  Pool pool = plan.pool;
  if (pool.maxInstances == 0) pool.maxInstances = plan.local.maxInstances;
  if (pool.maxInstances == 0)
    pool.maxInstances = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  // Cards that were found are divided where each node of a declared compute can have one; else all share
  // them.
  if (pool.gpus < 0 && !pool.file.empty()) {
    const int found = os::gpuCount();
    if (found >= pool.maxInstances) pool.gpus = found;
  }
  return pool;
}

std::string whyWaiting(const PoolState& state, const std::string& run) {
  const auto found = std::ranges::find(state.queue, run, &Waiting::run);
  if (found == state.queue.end()) return {};
  const auto busy = busyNodes(state);
  std::string text = "position " + std::to_string(found - state.queue.begin() + 1) + " of " +
                     std::to_string(state.queue.size()) + " on " + state.pool.name;
  if (state.stopped) return text + ", which is stopped (footplate compute start " + state.pool.name + ")";
  if (found->nodes > 1) text += ", wants " + std::to_string(found->nodes) + " nodes";
  text += ", " + std::to_string(busy) + " of " + std::to_string(state.pool.maxInstances) + " nodes busy";
  return busy > 0 ? text + " by " + namesOf(state) : text;
}

Lease::~Lease() {
  if (locks_.empty()) return;
  const std::size_t slash = folder_.rfind("/nodes/");
  const PoolFiles files(folder_.substr(0, slash), folder_.substr(slash + 7));
  for (Node& node : nodes_) {
    node.run.clear();
    node.since = nowMs();
    files.writeNode(node);
  }
}

Result<Lease> takeNodes(const std::string& storeFolder, const Pool& pool, const NodeWish& wish,
                        const std::function<void(const std::string&)>& waiting, CancelToken stop) {
  return Taker(storeFolder, pool, wish).take(waiting, stop);
}

PoolState lookAtPool(const std::string& storeFolder, const Pool& pool) {
  const PoolFiles files(storeFolder, pool.name);
  if (!folderExists(files.nodes())) return {pool, false, {}, {}};
  return Taker::lookAtPool(files, pool);
}

Result<void> rememberPool(const std::string& storeFolder, const Pool& pool) {
  const PoolFiles files(storeFolder, pool.name);
  const std::string text = poolToJson(pool);
  if (const auto old = readFile(files.settings(), 64 * 1024); old && *old == text) return {};
  if (auto made = files.make(); !made) return made;
  return writeFileAtomic(files.settings(), text);
}

std::optional<Pool> rememberedPool(const std::string& storeFolder, const std::string& name) {
  const auto text = readFile(PoolFiles(storeFolder, name).settings(), 64 * 1024);
  auto pool = text ? poolFromJson(*text) : fail(text.error());
  return pool ? std::optional(std::move(*pool)) : std::nullopt;
}

Result<void> stopPool(const std::string& storeFolder, const std::string& name, bool stopped) {
  const PoolFiles files(storeFolder, name);
  if (auto made = files.make(); !made) return made;
  if (stopped) return writeFileAtomic(files.stopped(), "");
  return removeTree(files.stopped());
}

Result<void> forgetPool(const std::string& storeFolder, const Pool& pool) {
  const PoolFiles files(storeFolder, pool.name);
  if (!folderExists(files.folder())) return {};
  const auto lock = os::LockFile::lock(files.lock());
  if (!lock) return fail(lock.error());
  const PoolState state = stateOf(files, pool);
  if (busyNodes(state) > 0 || !state.queue.empty()) {
    const std::string who = busyNodes(state) > 0 ? namesOf(state) : state.queue.front().run;
    return fail(ErrorCode::conflict, "deleting the compute " + pool.name + ": it is used by " + who +
                                         "; wait for its end or cancel it");
  }
  return removeTree(files.folder());
}

}  // namespace footplate::runner
