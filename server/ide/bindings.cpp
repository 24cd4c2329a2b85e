#include "ide/bindings.h"

#include <string_view>

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::size_t mostTargets = 2000;

void addPorts(Node owner, std::string_view group, const std::string& prefix,
              std::vector<BindingTarget>& found) {
  const Node ports = owner.find(group).resolved();
  for (Entry entry : ports.entries()) {
    if (found.size() >= mostTargets) return;
    if (!entry.key.isScalar()) continue;
    found.push_back(
        {prefix + std::string(group) + "." + std::string(entry.key.text()), entry.key, entry.value});
  }
}

bool isKeyOf(Node value, std::string_view name) {
  return value.entryKey() && value.entryKey().text() == name;
}

// The mapping that is a job, a step or a component: the nearest one around that declares something.
Node ownerOf(Node node) {
  for (Node up = node.parent(); up; up = up.parent()) {
    if (!up.isMapping()) continue;
    const bool trial = isKeyOf(up, "trial") || isKeyOf(up, "task");
    if (trial) continue;
    const bool step = up.parent().isMapping() && isKeyOf(up.parent(), "jobs");
    if (step || !up.parent()) return up;
  }
  return {};
}

// The pipeline around a step; no node for a job of its own.
Node pipelineOf(Node owner) {
  const Node jobs = owner.parent();
  return jobs && isKeyOf(jobs, "jobs") ? jobs.parent() : Node();
}

}  // namespace

std::vector<BindingTarget> bindingTargets(Node scalar) {
  std::vector<BindingTarget> found;
  const Node owner = ownerOf(scalar);
  if (!owner) return found;
  for (std::string_view group : {"inputs", "outputs", "search_space"}) addPorts(owner, group, "", found);
  const Node pipeline = pipelineOf(owner);
  if (!pipeline) return found;
  for (std::string_view group : {"inputs", "outputs"}) addPorts(pipeline, group, "parent.", found);
  for (Entry step : pipeline.find("jobs").entries()) {
    if (step.value == owner || !step.key.isScalar()) continue;
    addPorts(step.value, "outputs", "parent.jobs." + std::string(step.key.text()) + ".", found);
  }
  return found;
}

BindingTarget bindingTarget(Node scalar, const schema::Expression& expression) {
  BindingTarget target{expression.dotted(), Node(), Node()};
  Node here = ownerOf(scalar);
  for (const schema::ExpressionPart& part : expression.path) {
    if (part.text == "parent") {
      here = pipelineOf(here);
      continue;
    }
    const Node value = here.resolved().find(part.text);
    if (!value) return {expression.dotted(), Node(), Node()};
    target.key = value.entryKey();
    target.value = value;
    here = value;
  }
  return target;
}

}  // namespace footplate::ide
