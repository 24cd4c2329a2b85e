#include "planner/control_flow.h"

#include <algorithm>

#include "base/strings.h"
#include "planner/command_body.h"
#include "planner/component.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

using yaml::Node;

constexpr std::size_t mostItems = 1000;
constexpr std::int64_t mostRounds = 1000;

std::string textOf(Node node) {
  return std::string(trim(node.resolved().text()));
}

Error wrong(const std::string& step, const std::string& reason) {
  return {ErrorCode::invalid, "the step " + step + ": " + reason};
}

// One name, or a list of them.
std::vector<std::string> names(Node value) {
  std::vector<std::string> found;
  if (value.resolved().isScalar()) found.push_back(stepNamed(textOf(value)));
  for (const Node item : value.resolved().items()) found.push_back(stepNamed(textOf(item)));
  return found;
}

std::int64_t number(Node node, const runner::PipelineValues& known, std::int64_t otherwise) {
  const auto text = std::make_shared<const std::string>(runner::bindKnown(textOf(node), known));
  return yaml::asInteger(yaml::parse(text)->root()).value_or(otherwise);
}

bool takesFromPipeline(const std::string& text) {
  return text.find("${{parent.") != std::string::npos;
}

// The loop's input that hands `value` to its step: one that is there with it, or a new one.
std::string loopInput(runner::RunPlan& loop, const runner::PlanInput& input) {
  std::string name = input.name;
  for (int more = 2;; ++more) {
    const auto same = std::ranges::find(loop.inputs, name, &runner::PlanInput::name);
    if (same == loop.inputs.end()) break;
    if (same->value == input.value) return name;
    name = input.name + "_" + std::to_string(more);
  }
  loop.inputs.push_back(input);
  loop.inputs.back().name = name;
  return name;
}

void renameStep(std::string& text, const std::string& from, const std::string& to) {
  text = replaceAll(text, "${{parent.jobs." + from + ".outputs.", "${{parent.jobs." + to + ".outputs.");
}

}  // namespace

bool isControlType(std::string_view type) {
  return type == "if_else" || type == "do_while" || type == "parallel_for";
}

std::string stepNamed(std::string_view text) {
  text = trim(text);
  if (!text.starts_with("${{")) return std::string(text);
  if (!text.ends_with("}}")) return {};
  text = trim(text.substr(3, text.size() - 5));
  constexpr std::string_view jobs = "parent.jobs.";
  return text.starts_with(jobs) ? std::string(text.substr(jobs.size())) : std::string();
}

std::string loopBody(Node node) {
  const std::string type = bodyType(node.resolved());
  return type == "do_while" || type == "parallel_for" ? stepNamed(textAt(node.resolved(), "body"))
                                                      : std::string();
}

Result<runner::Control> readControl(const std::string& step, Node node, const runner::PipelineValues& known) {
  runner::Control control;
  const std::string type = bodyType(node);
  const Node condition = node.find("condition");
  if (type == "if_else") {
    control.condition = runner::bindKnown(textOf(condition), known);
    control.whenTrue = names(node.find("true_block"));
    control.whenFalse = names(node.find("false_block"));
    if (control.condition.empty()) return fail(wrong(step, "it has no condition"));
    return control;
  }
  if (type == "parallel_for") {
    control.most = static_cast<int>(std::clamp<std::int64_t>(number(node.find("max_concurrency"), known, 0),
                                                             0, static_cast<std::int64_t>(mostItems)));
    return control;
  }
  // The output's name, or a binding to it.
  control.condition = textOf(condition);
  if (const auto at = control.condition.rfind(".outputs."); at != std::string::npos)
    control.condition =
        trim(std::string_view(control.condition).substr(at + 9, control.condition.find("}}") - at - 9));
  for (const yaml::Entry entry : node.find("mapping").resolved().entries()) {
    std::vector<std::string> inputs = names(entry.value);
    for (std::string& input : inputs) {
      if (const auto at = input.rfind(".inputs."); at != std::string::npos) input.erase(0, at + 8);
    }
    control.carried[std::string(entry.key.text())] = std::move(inputs);
  }
  const Node rounds = node.find("limits").resolved().find("max_iteration_count");
  control.most = static_cast<int>(std::clamp<std::int64_t>(number(rounds, known, mostRounds), 1, mostRounds));
  return control;
}

Result<LoopItems> readItems(const std::string& step, Node node, const runner::PipelineValues& known) {
  LoopItems items;
  Node given = node.find("items").resolved();
  if (given.isScalar()) {
    const auto text = std::make_shared<const std::string>(runner::bindKnown(textOf(given), known));
    if (takesFromPipeline(*text)) {
      return fail(ErrorCode::unsupported,
                  "the step " + step +
                      ": its items are made by another step, and this version must know them " +
                      "before the pipeline starts; write them in the file");
    }
    items.holder = yaml::parse(text);
    given = items.holder->root().resolved();
  }
  for (const Node item : given.items())
    items.list.push_back({std::to_string(items.list.size()), item.resolved()});
  for (const yaml::Entry entry : given.entries())
    items.list.push_back({std::string(entry.key.text()), entry.value.resolved()});
  const bool good =
      std::ranges::all_of(items.list, [](const LoopItem& item) { return item.inputs.isMapping(); });
  if (items.list.empty() || !good) return fail(wrong(step, "its items are no list or map of maps of inputs"));
  if (items.list.size() > mostItems)
    return fail(wrong(step, "it has more than " + std::to_string(mostItems) + " items"));
  return items;
}

void wrapInLoop(runner::RunPlan& loop, std::vector<runner::RunPlan> steps) {
  for (runner::RunPlan& step : steps) {
    for (runner::PlanInput& input : step.inputs) {
      if (takesFromPipeline(input.value)) input.value = "${{parent.inputs." + loopInput(loop, input) + "}}";
    }
    for (auto& [name, value] : step.environmentVariables) {
      if (takesFromPipeline(value))
        value = "${{parent.inputs." + loopInput(loop, {"variable_" + name, "literal", value, ""}) + "}}";
    }
    for (runner::PlanOutput& output : step.outputs) {
      if (takesFromPipeline(output.path)) output.path.clear();
    }
  }
  loop.steps = std::move(steps);
}

void settleOrder(Node jobs, const std::string& onInit, std::vector<runner::RunPlan>& steps) {
  for (const yaml::Entry entry : jobs.entries()) {
    const std::string body = loopBody(entry.value);
    if (body.empty()) continue;
    const std::string loop(entry.key.text());
    for (runner::RunPlan& step : steps) {
      for (runner::PlanInput& input : step.inputs) renameStep(input.value, body, loop);
      for (auto& [name, value] : step.environmentVariables) renameStep(value, body, loop);
      renameStep(step.control.condition, body, loop);
      std::ranges::replace(step.control.whenTrue, body, loop);
      std::ranges::replace(step.control.whenFalse, body, loop);
    }
  }
  for (const runner::RunPlan& choice : steps) {
    if (choice.kind != "if_else") continue;
    for (const auto* block : {&choice.control.whenTrue, &choice.control.whenFalse}) {
      for (runner::RunPlan& step : steps) {
        if (std::ranges::find(*block, step.step) != block->end()) step.after.push_back(choice.step);
      }
    }
  }
  if (onInit.empty()) return;
  for (runner::RunPlan& step : steps) {
    if (step.step != onInit) step.after.push_back(onInit);
  }
}

}  // namespace footplate::planner
