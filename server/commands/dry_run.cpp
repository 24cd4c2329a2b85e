#include "commands/dry_run.h"

#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "base/path.h"
#include "runner/bindings.h"
#include "runner/data/input_files.h"
#include "runner/environments/environment.h"
#include "runner/pipeline.h"
#include "runner/snapshots/snapshot.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// The folder of the run; the id is made by the submit itself.
std::string runFolder(const runner::RunPlan& plan) {
  return joinPath(plan.root, ".footplate/runs/" + (plan.id.empty() ? "RUN" : plan.id));
}

// The local place of data; a binding to what another step or the pipeline has, and nothing at all, is no
// place.
std::string placeOf(const runner::RunPlan& plan, const std::string& value) {
  const bool isPlace = !value.empty() && !value.starts_with("${{");
  const std::string place = isPlace ? runner::localPlace(value, plan.root, plan.local) : std::string();
  return place.empty() ? value : place;
}

// As they are shown.
runner::BindingValues valuesOf(const runner::RunPlan& plan) {
  runner::BindingValues values;
  for (const runner::PlanInput& input : plan.inputs) {
    const bool isText = input.isLiteral() || input.mode == "direct";
    // Masked here: the command that it becomes part of does not say whose value it is.
    values.inputs[input.name] = isText ? maskedValue(input.name, input.value) : placeOf(plan, input.value);
  }
  for (const runner::PlanOutput& output : plan.outputs) {
    std::string& value = values.outputs[output.name];
    if (output.path.empty()) {
      value = joinPath(runFolder(plan), "named-outputs/" + output.name);
    } else if (output.path == runner::artifactsPath) {
      value = runFolder(plan);
    } else {
      value = output.mode == "direct" ? output.path : placeOf(plan, output.path);
    }
  }
  return values;
}

json environmentJson(const runner::RunPlan& plan, const runner::ExpectedEnvironment& expected) {
  const runner::EnvironmentSpec& spec = plan.environment;
  json requirements = json::array();
  for (const std::string& line : expected.requirements) requirements.push_back(maskSecrets(line));
  return {{"name", spec.name.empty() ? spec.image : spec.name},
          {"hash", expected.hash},
          {"how", expected.how},
          {"python", expected.python},
          {"python_version", expected.version},
          {"requirements", std::move(requirements)}};
}

Result<json> snapshotJson(const runner::CodeSource& code, CancelToken stop) {
  std::uint64_t bytes = 0;
  std::size_t files = 0;
  if (!code.empty()) {
    const auto list = runner::listSnapshot(code, stop);
    if (!list) return fail(list.error());
    files = list->size();
    for (const runner::SnapshotFile& file : *list) bytes += file.bytes;
  }
  return json{{"code", code.path.empty() ? json() : json(code.path)},
              {"includes", code.includes},
              {"files", files},
              {"bytes", bytes}};
}

json textMap(const std::map<std::string, std::string>& values) {
  json map = json::object();
  for (const auto& [name, value] : values) map[name] = maskedValue(name, value);
  return map;
}

// What a plan of any kind says; command, environment and snapshot where it has a command.
Result<json> bodyJson(const runner::RunPlan& plan, CancelToken stop) {
  const runner::BindingValues values = valuesOf(plan);
  json body = {{"kind", plan.kind},
               {"compute", plan.compute},
               {"inputs", textMap(values.inputs)},
               {"outputs", textMap(values.outputs)}};
  if (!plan.steps.empty() || plan.kind == "if_else") return body;
  const auto command = runner::resolveBindings(plan.command, values);
  if (!command) return fail(command.error());
  const auto environment = runner::expectEnvironment(plan.environment, {plan.root, "", plan.local, {}});
  if (!environment) return fail(environment.error());
  auto snapshot = snapshotJson(runner::codeOf(plan), stop);
  if (!snapshot) return fail(snapshot.error());
  body["command"] = maskSecrets(*command);
  body["environment"] = environmentJson(plan, *environment);
  body["snapshot"] = std::move(*snapshot);
  return body;
}

// As the file has them: a JSON object keeps no order.
json namesOf(const std::vector<runner::PlanInput>& inputs) {
  json names = json::array();
  for (const runner::PlanInput& input : inputs) names.push_back(input.name);
  return names;
}

// The steps in an order in which they may run; those of an inner pipeline behind it, as "outer.inner".
Result<void> addSteps(json& list, const runner::RunPlan& pipeline, const std::string& prefix,
                      CancelToken stop) {
  const auto order = runner::stepOrder(pipeline.steps);
  if (!order) return fail(order.error());
  for (const std::size_t at : *order) {
    const runner::RunPlan& step = pipeline.steps[at];
    auto body = bodyJson(step, stop);
    if (!body) return fail(body.error().code, "step " + prefix + step.step + ": " + body.error().message);
    json after = json::array();
    for (const std::string& name : runner::stepsBefore(step)) after.push_back(prefix + name);
    (*body)["name"] = prefix + step.step;
    (*body)["after"] = std::move(after);
    list.push_back(std::move(*body));
    if (auto added = addSteps(list, step, prefix + step.step + ".", stop); !added) return added;
  }
  return {};
}

}  // namespace

Result<json> dryRun(const runner::RunPlan& plan, CancelToken stop) {
  auto body = bodyJson(plan, stop);
  if (!body) return fail(body.error());
  (*body)["id"] = plan.id.empty() ? json() : json(plan.id);
  (*body)["experiment"] = plan.experiment;
  (*body)["notes"] = plan.notes;
  (*body)["input_order"] = namesOf(plan.inputs);
  if (!plan.steps.empty()) {
    json steps = json::array();
    if (auto added = addSteps(steps, plan, "", stop); !added) return fail(added.error());
    (*body)["steps"] = std::move(steps);
  }
  return json{{"dry_run", std::move(*body)}};
}

}  // namespace footplate::commands
