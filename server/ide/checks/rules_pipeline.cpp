// Rules of pipelines: each step by its type, and the steps that steer others.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/checks/variables.h"
#include "schema/expressions.h"
#include "schema/placeholder.h"
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

void checkInline(Node step, const std::string& stepType, const RuleScope& scope) {
  const bool isTrial = static_cast<bool>(step.find("trial"));
  const Node component = step.find(isTrial ? "trial" : "component").resolved();
  // One that stands elsewhere, and is only named here, is told there; it may even hold this very step.
  if (!component.isMapping() || component.parent() != step) return;
  const Node written = component.find("type").resolved();
  const std::string type = written.isScalar() ? toLower(written.text()) : isTrial ? "command" : stepType;
  checkInlineComponent(component, type, scope);
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

// A component that is named by nothing.
void checkNamedComponent(Node step, const RuleScope& scope) {
  const Node component = step.find("component").resolved();
  if (!component.isScalar() || component.isPlain() || !component.text().empty()) return;
  tellNoText(component.span(), "component", Severity::error, scope);
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
    checkNamedComponent(step, scope);
    if (entry.value.isMapping()) checkInline(step, type, scope);
    checkJobPorts(step, scope);
    checkRunIdentity(step.find("identity"), scope);
    checkVariables(step.find("environment_variables"), scope);
  }
}

namespace {

// The steps that run before and after all others are named as they are, without an expression.
void checkFirstAndLast(Node job, const RuleScope& scope) {
  const Node jobs = job.find("jobs").resolved();
  for (const std::string_view key : {"on_init", "on_finalize"}) {
    const Node name = job.find("settings").resolved().find(key).resolved();
    if (!jobs.isMapping() || !name.isScalar() || !isWritten(name) || jobs.find(name.text())) continue;
    if (schema::isUnfinished(name.text()) && !schema::hasBinding(name.text())) continue;
    scope.add(name.span(), Severity::error, "binding.unknown",
              "this pipeline has no step '" + std::string(name.text()) + "'");
  }
}

}  // namespace

void checkPipelineJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  checkPipelineSteps(job.find("jobs"), scope);
  checkFirstAndLast(job, scope);
  for (const Entry entry : job.find("inputs").resolved().entries()) {
    if (entry.value.resolved().isMapping()) checkTypedInput(entry.value.resolved(), scope);
  }
  checkJobPorts(job, scope);
  checkRunIdentity(job.find("identity"), scope);
}

}  // namespace footplate::ide
