// Rules of pipelines: each step by its type, and the steps that steer others.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "schema/expressions.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Entry;
using yaml::Node;

// One step or a list of them.
std::vector<Node> stepsOf(Node block) {
  const Node node = block.resolved();
  if (node.isScalar()) return {node};
  std::vector<Node> steps;
  for (Node item : node.items()) steps.push_back(item.resolved());
  return steps;
}

void checkIfElse(Node step, const RuleScope& scope) {
  const std::vector<Node> when = stepsOf(step.find("true_block"));
  for (Node other : stepsOf(step.find("false_block"))) {
    const bool both = std::ranges::any_of(
        when, [&](Node node) { return !node.text().empty() && node.text() == other.text(); });
    if (!both) continue;
    scope.add(other.span(), Severity::error, "rule.control-flow",
              "a step stands in 'true_block' or in 'false_block', not in both");
  }
}

std::vector<std::string> keysOf(Node item) {
  std::vector<std::string> keys;
  for (Entry entry : item.resolved().entries()) keys.emplace_back(entry.key.text());
  std::ranges::sort(keys);
  return keys;
}

// The items of a loop in a file, or in a JSON text; a fault of the latter is told at the text itself.
void checkItems(Node items, Span place, const RuleScope& scope) {
  std::vector<Node> list;
  for (Node item : items.items()) list.push_back(item.resolved());
  for (Entry entry : items.entries()) list.push_back(entry.value.resolved());
  if (list.empty()) {
    scope.add(place, Severity::error, "rule.control-flow", "there are no items, so the step never runs");
    return;
  }
  for (Node item : list) {
    if (!item.isMapping() || keysOf(item) == keysOf(list.front()) || !list.front().isMapping()) continue;
    scope.add(place, Severity::error, "rule.control-flow",
              "all items must give the same inputs; the first gives " +
                  (keysOf(list.front()).empty() ? "none" : join(keysOf(list.front()), ", ")));
    return;
  }
}

void checkParallelFor(Node step, const RuleScope& scope) {
  const Node items = step.find("items").resolved();
  if (!items) return;
  if (!items.isScalar()) return checkItems(items, keySpan(step.find("items")), scope);
  const bool isText = !items.isPlain() || yaml::typeOf(items) == yaml::ScalarType::string;
  if (!isText || items.text().empty() || schema::hasBinding(items.text())) return;
  const auto tree = yaml::parse(std::make_shared<const std::string>(items.text()));
  const Node read = tree->root();
  const bool broken = std::ranges::any_of(
      tree->problems(), [](const yaml::Problem& problem) { return problem.severity == Severity::error; });
  if (broken || (!read.isSequence() && !read.isMapping())) {
    scope.add(items.span(), Severity::error, "rule.control-flow",
              "'items' is a list or map of inputs, the same as JSON text, or a binding");
    return;
  }
  checkItems(read, items.span(), scope);
}

void checkCommandStep(Node step, const RuleScope& scope) {
  checkEnvironmentValue(step.find("environment"), scope);
  checkDistribution(step, scope);
}

void checkParallelStep(Node step, const RuleScope& scope) {
  if (!step.find("component")) checkParallelBody(step, scope);
}

void checkInline(Node step, const RuleScope& scope) {
  const Node component = step.find(step.find("trial") ? "trial" : "component").resolved();
  if (!component.isMapping()) return;
  checkEnvironmentValue(component.find("environment"), scope);
  checkDistribution(component, scope);
  checkSecretVariables(component.find("environment_variables"), scope);
  checkSecretVariables(component.find("conf"), scope);
}

// The SDK takes a pipeline of a step from a file or by its name only.
void checkPipelineStep(Node step, const RuleScope& scope) {
  const Node component = step.find("component");
  if (!component.resolved().isMapping()) return;
  scope.add(component.entryKey().span(), Severity::warning, "rule.inline-pipeline",
            "the SDK takes no pipeline that is written in place here; move it to a component file");
}

// Data goes out to databases only; where the sink is not said, its absence is told already.
void checkDataTransferStep(Node step, const RuleScope& scope) {
  const Node type = step.find("sink").resolved().find("type").resolved();
  const bool exports = toLower(step.find("task").resolved().text()) == "export_data";
  if (!exports || step.find("component") || toLower(type.text()) != "file_system") return;
  scope.add(type.span(), Severity::error, "rule.data-transfer",
            "data is exported to databases only, the service has no export to a file system yet");
}

struct StepRule {
  std::string_view type;
  void (*check)(Node step, const RuleScope& scope);
};

constexpr StepRule stepRules[] = {
    {"command", checkCommandStep},
    {"sweep", checkSweepBody},
    {"parallel", checkParallelStep},
    {"spark", checkSparkBody},
    {"automl", checkAutomlBody},
    {"if_else", checkIfElse},
    {"parallel_for", checkParallelFor},
    {"pipeline", checkPipelineStep},
    {"data_transfer", checkDataTransferStep},
};

}  // namespace

void checkPipelineSteps(Node jobs, const RuleScope& scope) {
  for (Entry entry : jobs.resolved().entries()) {
    const Node step = entry.value.resolved();
    if (!step.isMapping()) continue;
    const Node written = step.find("type").resolved();
    const std::string type = written ? toLower(written.text()) : "command";
    for (const StepRule& rule : stepRules) {
      if (rule.type == type) rule.check(step, scope);
    }
    checkInline(step, scope);
    checkJobPorts(step, scope);
    checkSecretVariables(step.find("environment_variables"), scope);
  }
}

void checkPipelineJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  checkPipelineSteps(job.find("jobs"), scope);
  for (const Entry entry : job.find("inputs").resolved().entries()) {
    if (entry.value.resolved().isMapping()) checkTypedInput(entry.value.resolved(), scope);
  }
  checkJobPorts(job, scope);
  checkSecretAddresses(job, scope);
}

}  // namespace footplate::ide
