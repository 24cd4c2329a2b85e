#include "commands/queue_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace footplate::commands {

using nlohmann::json;

namespace {

json queueJson(const runner::PoolState& state, std::size_t at) {
  const runner::Waiting& waiting = state.queue[at];
  return {{"compute", state.pool.name},
          {"position", at + 1},
          {"length", state.queue.size()},
          {"nodes", waiting.nodes},
          {"reason", runner::whyWaiting(state, waiting.run)}};
}

json nodeJson(const runner::Node& node) {
  return {{"name", node.name},
          {"state", node.run.empty() ? "idle" : "busy"},
          {"run", node.run.empty() ? json() : json(node.run)},
          {"since", formatTime(node.since)},
          {"until", node.until ? json(formatTime(*node.until)) : json()},
          {"gpus", node.gpus}};
}

}  // namespace

void Queues::addTo(json& made, const store::Run& run) {
  if (run.status != store::RunStatus::queued) return;
  // An unknown compute's runs wait for this machine.
  for (const std::string& name : {run.compute, std::string("local")}) {
    auto known = known_.find(name);
    if (known == known_.end()) {
      const auto pool = runner::rememberedPool(folder_, name);
      if (!pool) continue;
      known = known_.emplace(name, runner::lookAtPool(folder_, *pool)).first;
    }
    const auto& queue = known->second.queue;
    const auto found = std::ranges::find(queue, run.id, &runner::Waiting::run);
    if (found == queue.end()) continue;
    made["queue"] = queueJson(known->second, static_cast<std::size_t>(found - queue.begin()));
    return;
  }
}

json poolJson(const runner::PoolState& state) {
  const runner::Pool& pool = state.pool;
  json nodes = json::array();
  for (const runner::Node& node : state.nodes) nodes.push_back(nodeJson(node));
  json queue = json::array();
  for (std::size_t at = 0; at < state.queue.size(); ++at) {
    queue.push_back({{"run", state.queue[at].run},
                     {"position", at + 1},
                     {"nodes", state.queue[at].nodes},
                     {"since", formatTime(state.queue[at].created)},
                     {"reason", runner::whyWaiting(state, state.queue[at].run)}});
  }
  return {{"name", pool.name},
          {"type", pool.type},
          {"state", state.stopped ? "stopped" : "running"},
          {"file", pool.file.empty() ? json() : json(pool.file)},
          {"min_instances", pool.minInstances},
          {"max_instances", pool.maxInstances},
          {"idle_time_before_scale_down", pool.idleSeconds},
          {"gpus", pool.gpus < 0 ? json() : json(pool.gpus)},
          {"problem", nullptr},
          {"nodes", std::move(nodes)},
          {"queue", std::move(queue)}};
}

}  // namespace footplate::commands
