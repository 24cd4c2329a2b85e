#include "planner/step_ports.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "planner/command_body.h"
#include "planner/data_reader.h"
#include "planner/literal.h"

namespace footplate::planner {

namespace {

using ide::Port;
using ide::Ports;
using Group = ide::PortType::Group;
using Side = ide::Ports::Side;
using yaml::Node;

constexpr unsigned deepest = 16;  // bindings that name bindings
constexpr std::string_view pipelineInputs = "parent.inputs.";
constexpr std::string_view pipelineOutputs = "parent.outputs.";
constexpr std::string_view neighbours = "parent.jobs.";

// "${{ parent.inputs.x }}" alone -> "parent.inputs.x"; "" for any other text.
std::string_view onlyBinding(std::string_view text) {
  text = trim(text);
  if (!text.starts_with("${{") || !text.ends_with("}}")) return {};
  text = text.substr(3, text.size() - 5);
  return text.find("}}") == text.npos ? trim(text) : std::string_view();
}

std::string braced(std::string_view path) {
  return "${{" + std::string(path) + "}}";
}

// The form of the 2021 preview, which left out whose it is: "${{jobs.a.outputs.o}}" in a step.
std::string todaysBinding(std::string_view text) {
  const std::string_view only = onlyBinding(text);
  return only.starts_with("jobs.") ? braced("parent." + std::string(only)) : std::string(text);
}

// The scalar in which a value's place, literal or binding is written.
Node placeOf(Node value) {
  if (!value.isMapping()) return value;
  const Node path = value.find("path");
  return (path ? path : value.find("value")).resolved();
}

bool namesParent(std::string_view text) {
  const auto at = text.find("${{");
  return at != text.npos && text.find("parent.", at) != text.npos;
}

bool isDynamic(const runner::PlanInput& input) {
  return namesParent(input.value);
}

void copyType(runner::PlanInput& input, const Port* definition) {
  if (!definition) return;
  if (definition->type.group == Group::data) input.type = definition->type.name;
  if (definition->type.group == Group::literal) input.type = "literal";
}

}  // namespace

runner::PipelineValues knownValues(const runner::RunPlan& pipeline) {
  runner::PipelineValues values;
  for (const runner::PlanInput& input : pipeline.inputs) {
    if (!isDynamic(input)) values.inputs[input.name] = input.value;
  }
  return values;
}

std::string castLiteral(std::string_view type, const std::string& text) {
  if (type == "boolean") {
    const std::string word = toLower(text);
    return word == "true" ? "True" : word == "false" ? "False" : text;
  }
  if (type != "integer") return text;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && std::trunc(number) == number;
  constexpr double exact = 9007199254740992.0;  // 2^53: beyond it the text says more than the number
  return whole && std::fabs(number) < exact ? std::to_string(static_cast<std::int64_t>(number)) : text;
}

StepPorts::StepPorts(const PipelineScope& scope, std::string step, Node node, const Component* component,
                     Node before)
    : scope_(scope), step_(std::move(step)), node_(node), component_(component), before_(before) {}

std::string StepPorts::what(const std::string& name) const {
  return "step " + step_ + ", input " + name + ": ";
}

Result<std::vector<runner::PlanInput>> StepPorts::inputs(Secrets& secrets) const {
  const Ports first(before_, Side::inputs);
  const Ports given(node_.find("inputs"), Side::inputs);
  const Ports defined(component_ ? component_->body.find("inputs") : Node(), Side::inputs);
  std::vector<runner::PlanInput> result;
  const auto valueOf = [&](std::string_view name) {
    const Port* port = first.find(name) ? first.find(name) : given.find(name);
    return port ? port->value : Node();
  };
  const auto add = [&](const std::string& name, Node value, const Port* definition) -> Result<void> {
    auto read = input(name, value, definition, secrets, 0);
    if (!read) return fail(read.error());
    if (*read) result.push_back(std::move(**read));
    return {};
  };
  for (const Port& port : defined.list()) {
    if (auto added = add(std::string(port.name), valueOf(port.name), &port); !added)
      return fail(added.error());
  }
  for (const Ports* more : {&first, &given}) {
    for (const Port& port : more->list()) {
      if (defined.find(port.name) || (more == &given && first.find(port.name))) continue;
      if (auto added = add(std::string(port.name), port.value, nullptr); !added) return fail(added.error());
    }
  }
  return result;
}

StepPorts::Input StepPorts::input(const std::string& name, Node value, const Port* definition,
                                  Secrets& secrets, unsigned depth) const {
  value = value.resolved();
  const std::string text = todaysBinding(trim(placeOf(value).text()));
  const std::string_view only = onlyBinding(text);
  Input read;
  if (depth >= deepest) return fail(ErrorCode::invalid, what(name) + "its bindings lead in a circle");
  if (only.starts_with(pipelineInputs)) {
    read = fromPipeline(name, std::string(only.substr(pipelineInputs.size())), definition);
  } else if (only.starts_with(neighbours) && only.find(".inputs.") != only.npos) {
    read = fromNeighbour(name, only.substr(neighbours.size()), definition, secrets, depth);
  } else if (namesParent(text)) {
    read = edge(name, runner::bindKnown(text, knownValues(*scope_.pipeline)), value, definition);
  } else {
    read = written(name, value, definition, secrets);
  }
  if (!read) return read;
  if (!*read) {
    if (!definition || definition->optional) return std::nullopt;
    return fail(ErrorCode::invalid, what(name) + "it is required and was given no value");
  }
  if (value.isMapping() && value.find("mode")) (*read)->mode = toLower(textAt(value, "mode"));
  if ((*read)->mode.empty() && definition && definition->value.isMapping() && !(*read)->isLiteral())
    (*read)->mode = toLower(textAt(definition->value, "mode"));
  if ((*read)->isLiteral() && definition) (*read)->value = castLiteral(definition->type.name, (*read)->value);
  return read;
}

// An input of the pipeline: its value, or the binding where only the pipeline's own start tells.
StepPorts::Input StepPorts::fromPipeline(const std::string& name, const std::string& source,
                                         const Port* definition) const {
  const auto found = std::ranges::find(scope_.pipeline->inputs, source, &runner::PlanInput::name);
  if (found == scope_.pipeline->inputs.end()) return std::nullopt;
  runner::PlanInput input = *found;
  input.name = name;
  if (!isDynamic(*found)) return input;
  input.value = braced(std::string(pipelineInputs) + source);
  copyType(input, definition);
  return input;
}

// ${{parent.jobs.STEP.inputs.NAME}}: what that step is given.
StepPorts::Input StepPorts::fromNeighbour(const std::string& name, std::string_view path,
                                          const Port* definition, Secrets& secrets, unsigned depth) const {
  const std::size_t at = path.find(".inputs.");
  const std::string other(path.substr(0, at));
  const std::string port(path.substr(at + 8));
  const Node node = scope_.jobs.find(other).resolved();
  if (!node) return fail(ErrorCode::invalid, what(name) + "there is no step " + other);
  Component component;
  if (const Node reference = node.find("component")) {
    auto found = findComponent(reference, scope_.folder, *scope_.workspace, "step " + other);
    if (!found) return fail(found.error());
    component = std::move(*found);
  }
  const Ports given(node.find("inputs"), Side::inputs);
  const Ports defined(component.body.find("inputs"), Side::inputs);
  const Port* own = given.find(port);
  const Port* theirs = defined.find(port);
  if (!own && !theirs)
    return fail(ErrorCode::invalid, what(name) + "step " + other + " has no input " + port);
  auto read = StepPorts(scope_, other, node, &component)
                  .input(port, own ? own->value : Node(), theirs, secrets, depth + 1);
  if (!read || !*read) return read;
  (*read)->name = name;
  if ((*read)->isLiteral() && definition) copyType(**read, definition);
  return read;
}

StepPorts::Input StepPorts::written(const std::string& name, Node value, const Port* definition,
                                    Secrets& secrets) const {
  const bool isGiven = value && !value.isNull();
  if (!isGiven && definition && definition->hasDefault()) {
    runner::PlanInput input;
    input.name = name;
    input.value = literalText(definition->literal.resolved());
    return input;
  }
  // {type: string, optional: true} alone says what a value would be, and gives none.
  const bool isEmpty =
      value.isMapping() && !value.find("path") && !value.find("value") && !value.find("default");
  if (!isGiven || isEmpty) return std::nullopt;
  DataReader reader({scope_.workspace, scope_.folder, scope_.pipeline->root, scope_.pipeline->local});
  const bool wantsData = definition && definition->type.group == Group::data;
  const Node place = placeOf(value);
  const bool untyped = !value.isMapping() || (!value.find("type") && value.find("path"));
  Result<runner::PlanInput> input =
      wantsData && untyped && place.isScalar()
          ? reader.data(name, definition->type.name, std::string(trim(place.text())),
                        toLower(textAt(value, "mode")))
          : reader.input(name, value);
  if (!input) return fail(input.error().code, "step " + step_ + ": " + input.error().message);
  secrets.insert(reader.secrets().begin(), reader.secrets().end());
  return std::move(*input);
}

runner::PlanInput StepPorts::edge(const std::string& name, const std::string& text, Node value,
                                  const Port* definition) const {
  runner::PlanInput input;
  input.name = name;
  input.value = text;
  const std::string type = value.isMapping() ? toLower(textAt(value, "type")) : std::string();
  input.type = type.empty() ? typeOfOutput(text) : type;
  if (ide::portType(input.type).group == Group::literal) input.type = "literal";
  copyType(input, definition);
  return input;
}

// The type of the output an edge begins at; a literal where the text names none.
std::string StepPorts::typeOfOutput(std::string_view text) const {
  const std::string_view only = onlyBinding(text);
  const std::size_t at = only.find(".outputs.");
  if (!only.starts_with(neighbours) || at == only.npos) return "literal";
  const std::string other(only.substr(neighbours.size(), at - neighbours.size()));
  const std::string port(only.substr(at + 9));
  const Node node = scope_.jobs.find(other).resolved();
  std::string type = toLower(textAt(node.find("outputs").resolved().find(port).resolved(), "type"));
  if (const Node reference = node.find("component"); reference && type.empty()) {
    const auto component = findComponent(reference, scope_.folder, *scope_.workspace, "step " + other);
    if (component)
      type = toLower(textAt(component->body.find("outputs").resolved().find(port).resolved(), "type"));
  }
  return type.empty() ? "uri_folder" : type;
}

Result<std::vector<runner::PlanOutput>> StepPorts::outputs() const {
  const Ports given(node_.find("outputs"), Side::outputs);
  const Ports defined(component_ ? component_->body.find("outputs") : Node(), Side::outputs);
  std::vector<runner::PlanOutput> result;
  const auto add = [&](std::string_view name, Node value, const Port* definition) -> Result<void> {
    auto read = output(std::string(name), value, definition);
    if (!read) return fail(read.error().code, "step " + step_ + ": " + read.error().message);
    result.push_back(std::move(*read));
    return {};
  };
  for (const Port& port : defined.list()) {
    const Port* own = given.find(port.name);
    if (auto added = add(port.name, own ? own->value : Node(), &port); !added) return fail(added.error());
  }
  for (const Port& port : given.list()) {
    if (defined.find(port.name)) continue;
    if (auto added = add(port.name, port.value, nullptr); !added) return fail(added.error());
  }
  return result;
}

Result<runner::PlanOutput> StepPorts::output(const std::string& name, Node value,
                                             const Port* definition) const {
  value = value.resolved();
  const DataReader reader({scope_.workspace, scope_.folder, scope_.pipeline->root, scope_.pipeline->local});
  runner::PlanOutput result;
  result.name = name;
  const std::string text(trim(placeOf(value).text()));
  const std::string_view only = onlyBinding(text);
  const bool isNamed =
      node_.find("command").resolved().text().find("outputs.artifacts") != std::string_view::npos;
  if (name == "artifacts" && value.isNull() && !definition && !isNamed) result.path = runner::artifactsPath;
  if (only.starts_with(pipelineOutputs)) {
    const std::string target(only.substr(pipelineOutputs.size()));
    const auto found = std::ranges::find(scope_.pipeline->outputs, target, &runner::PlanOutput::name);
    if (found == scope_.pipeline->outputs.end())
      return fail(ErrorCode::invalid, "output " + name + ": the pipeline has no output " + target);
    result.path = braced(only);
    result.mode = toLower(textAt(value, "mode"));
    result.type = found->type;
  } else if (value.isMapping()) {
    auto read = reader.output(name, value);
    if (!read) return read;
    result = std::move(*read);
    result.path = runner::bindKnown(result.path, knownValues(*scope_.pipeline));
  }
  // What the step itself writes counts most, then the component, then the pipeline's output.
  if (definition && definition->type.group == Group::data) result.type = definition->type.name;
  if (const std::string type = toLower(textAt(value, "type")); !type.empty())
    result.type = type;
  else if (definition && definition->type.group == Group::literal)
    result.type = definition->type.name;
  if (ide::portType(result.type).group == Group::literal) {
    result.literal = result.type;
    result.type = "uri_file";
  }
  if (result.mode.empty() && definition && definition->value.isMapping())
    result.mode = toLower(textAt(definition->value, "mode"));
  if (!scope_.defaultDatastore.empty())
    result.path = replaceAll(result.path, "${{default_datastore}}", scope_.defaultDatastore);
  return result;
}

}  // namespace footplate::planner
