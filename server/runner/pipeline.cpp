#include "runner/pipeline.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"

namespace footplate::runner {
namespace {

constexpr std::string_view open = "${{";
constexpr std::string_view close = "}}";
constexpr std::string_view parent = "parent.";

// Calls `take` for the path of each ${{parent.…}} in `text`; it gives what stands there instead.
template <class Take>
Result<std::string> eachBinding(std::string_view text, const Take& take) {
  std::string result;
  while (true) {
    const std::size_t begin = text.find(open);
    const std::size_t end = begin == text.npos ? text.npos : text.find(close, begin);
    if (end == text.npos) return result.append(text);
    const std::string_view path = trim(text.substr(begin + open.size(), end - begin - open.size()));
    result.append(text.substr(0, begin));
    if (path.starts_with(parent)) {
      auto value = take(path.substr(parent.size()));
      if (!value) return fail(value.error());
      result.append(*value);
    } else {
      result.append(text.substr(begin, end + close.size() - begin));
    }
    text.remove_prefix(end + close.size());
  }
}

struct StepPort {
  std::string step;
  std::string port;
};

// "jobs.train.outputs.model" -> train, model.
std::optional<StepPort> stepPort(std::string_view path) {
  constexpr std::string_view jobs = "jobs.";
  constexpr std::string_view outputs = ".outputs.";
  if (!path.starts_with(jobs)) return std::nullopt;
  path.remove_prefix(jobs.size());
  const std::size_t at = path.find(outputs);
  if (at == path.npos) return std::nullopt;
  return StepPort{std::string(path.substr(0, at)), std::string(path.substr(at + outputs.size()))};
}

const std::string* find(const std::map<std::string, std::string>& table, std::string_view name) {
  const auto found = table.find(std::string(name));
  return found == table.end() ? nullptr : &found->second;
}

// Where a value is wanted and no place, what is written in an output of one value counts first.
const std::string* lookUp(std::string_view path, const PipelineValues& values, bool asText) {
  if (path.starts_with("inputs.")) return find(values.inputs, path.substr(7));
  if (path.starts_with("outputs.")) return find(values.outputs, path.substr(8));
  const auto port = stepPort(path);
  if (!port) return nullptr;
  if (const auto texts = values.stepTexts.find(port->step); asText && texts != values.stepTexts.end()) {
    if (const std::string* text = find(texts->second, port->port)) return text;
  }
  const auto step = values.stepOutputs.find(port->step);
  return step == values.stepOutputs.end() ? nullptr : find(step->second, port->port);
}

// Every text of a step that may hold bindings; `take` is told whether a value is wanted there.
template <class Take>
Result<void> eachText(RunPlan& step, const Take& take) {
  std::vector<std::pair<std::string*, bool>> texts;
  for (PlanInput& input : step.inputs) texts.emplace_back(&input.value, input.isLiteral());
  for (PlanOutput& output : step.outputs) texts.emplace_back(&output.path, false);
  for (auto& [name, value] : step.environmentVariables) texts.emplace_back(&value, true);
  texts.emplace_back(&step.control.condition, true);
  for (const auto& [text, asText] : texts) {
    auto bound = take(*text, asText);
    if (!bound) return fail(bound.error());
    *text = std::move(*bound);
  }
  return {};
}

Result<std::string> bind(std::string_view text, const PipelineValues& values, bool asText) {
  return eachBinding(text, [&](std::string_view path) -> Result<std::string> {
    if (const std::string* value = lookUp(path, values, asText)) return *value;
    return fail(ErrorCode::invalid, "${{parent." + std::string(path) + "}} stands for nothing here");
  });
}

std::optional<std::size_t> indexOf(const std::vector<RunPlan>& steps, std::string_view name) {
  const auto found = std::ranges::find(steps, name, &RunPlan::step);
  if (found == steps.end()) return std::nullopt;
  return static_cast<std::size_t>(found - steps.begin());
}

// For each step those it waits for.
Result<std::vector<std::vector<std::size_t>>> edges(const std::vector<RunPlan>& steps) {
  std::vector<std::vector<std::size_t>> before(steps.size());
  for (std::size_t at = 0; at < steps.size(); ++at) {
    for (const std::string& name : stepsBefore(steps[at])) {
      const auto other = indexOf(steps, name);
      if (!other) {
        return fail(ErrorCode::invalid, "ordering the steps: the step " + steps[at].step + " waits for " +
                                            name + ", which the pipeline does not have");
      }
      before[at].push_back(*other);
    }
  }
  return before;
}

}  // namespace

std::vector<std::string> stepsBefore(const RunPlan& step) {
  std::vector<std::string> names;
  RunPlan copy = step;
  static_cast<void>(eachText(copy, [&](std::string_view text, bool /*asText*/) {
    return eachBinding(text, [&](std::string_view path) -> Result<std::string> {
      const auto port = stepPort(path);
      if (port && std::ranges::find(names, port->step) == names.end()) names.push_back(port->step);
      return std::string();
    });
  }));
  for (const std::string& name : step.after) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

Result<std::vector<std::size_t>> stepOrder(const std::vector<RunPlan>& steps) {
  const auto before = edges(steps);
  if (!before) return fail(before.error());
  std::vector<std::size_t> order;
  std::vector<bool> placed(steps.size(), false);
  while (order.size() < steps.size()) {
    const std::size_t known = order.size();
    for (std::size_t at = 0; at < steps.size(); ++at) {
      const auto& needs = (*before)[at];
      if (placed[at] || !std::ranges::all_of(needs, [&](std::size_t other) { return placed[other]; }))
        continue;
      placed[at] = true;
      order.push_back(at);
    }
    if (order.size() > known) continue;
    std::string names;
    for (std::size_t at = 0; at < steps.size(); ++at) {
      if (!placed[at]) names += (names.empty() ? "" : ", ") + steps[at].step;
    }
    return fail(ErrorCode::invalid, "ordering the steps: " + names + " wait for each other in a circle");
  }
  return order;
}

Result<std::string> bindText(std::string_view text, const PipelineValues& values) {
  return bind(text, values, false);
}

std::string bindKnown(std::string_view text, const PipelineValues& values) {
  return eachBinding(text,
                     [&](std::string_view path) -> Result<std::string> {
                       const std::string* value = lookUp(path, values, true);
                       return value ? *value : "${{" + std::string(parent) + std::string(path) + "}}";
                     })
      .value_or(std::string(text));
}

Result<RunPlan> bindStep(RunPlan step, const PipelineValues& values) {
  auto bound = eachText(step, [&](std::string_view text, bool asText) { return bind(text, values, asText); });
  if (!bound) return fail(bound.error().code, "binding the step " + step.step + ": " + bound.error().message);
  return step;
}

StepSchedule::StepSchedule(const RunPlan& pipeline)
    : before_(edges(pipeline.steps).value_or(std::vector<std::vector<std::size_t>>(pipeline.steps.size()))),
      states_(pipeline.steps.size(), State::waiting),
      blame_(pipeline.steps.size()),
      passedOver_(pipeline.steps.size(), false),
      continues_(pipeline.continueOnStepFailure) {
  for (const RunPlan& step : pipeline.steps) names_.push_back(step.step);
  final_ = find(pipeline.onFinalize);
}

std::optional<std::size_t> StepSchedule::find(std::string_view name) const {
  const auto found = std::ranges::find(names_, name);
  if (name.empty() || found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

std::vector<std::size_t> StepSchedule::ready() const {
  std::vector<std::size_t> steps;
  for (std::size_t at = 0; at < states_.size(); ++at) {
    const bool free = std::ranges::all_of(
        before_[at], [&](std::size_t other) { return states_[other] == State::completed; });
    if (states_[at] == State::waiting && free && at != final_) steps.push_back(at);
  }
  const auto goesOn = [](State state) { return state == State::waiting || state == State::running; };
  const bool isLast =
      final_ && states_[*final_] == State::waiting && std::ranges::count_if(states_, goesOn) == 1;
  if (isLast) steps.push_back(*final_);
  return steps;
}

void StepSchedule::end(std::size_t step, bool completed) {
  states_[step] = completed ? State::completed : State::failed;
  if (completed) return;
  failed_ = true;
  // What waits for a skipped step is skipped too, and later steps may stand before it in the file.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t at = 0; at < states_.size(); ++at) {
      if (states_[at] != State::waiting || at == final_) continue;
      const bool cut = std::ranges::any_of(before_[at], [&](std::size_t other) {
        return states_[other] == State::failed || states_[other] == State::skipped;
      });
      if (continues_ && !cut) continue;
      states_[at] = State::skipped;
      blame_[at] = names_[step];
      changed = true;
    }
  }
}

void StepSchedule::passOver(std::size_t step, std::size_t decider) {
  if (states_[step] != State::waiting) return;
  states_[step] = State::skipped;
  blame_[step] = names_[decider];
  passedOver_[step] = true;
  for (std::size_t at = 0; at < states_.size(); ++at) {
    if (std::ranges::find(before_[at], step) != before_[at].end()) passOver(at, decider);
  }
}

void StepSchedule::skipWaiting(bool all) {
  for (std::size_t at = 0; at < states_.size(); ++at) {
    if (states_[at] == State::waiting && (all || at != final_)) states_[at] = State::skipped;
  }
}

bool StepSchedule::done() const {
  return std::ranges::none_of(states_,
                              [](State state) { return state == State::waiting || state == State::running; });
}

}  // namespace footplate::runner
