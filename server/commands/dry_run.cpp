#include "commands/dry_run.h"

#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "base/path.h"
#include "runner/bindings.h"
#include "runner/environment.h"
#include "runner/input_files.h"
#include "runner/snapshot.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// Where the run's own outputs would be; the id is made by the submit itself.
std::string namedOutput(const runner::RunPlan& plan, const std::string& name) {
  const std::string id = plan.id.empty() ? "RUN" : plan.id;
  return joinPath(plan.root, ".footplate/runs/" + id + "/named-outputs/" + name);
}

runner::BindingValues valuesOf(const runner::RunPlan& plan) {
  runner::BindingValues values;
  for (const runner::PlanInput& input : plan.inputs) {
    const bool isText = input.isLiteral() || input.mode == "direct";
    const std::string place = isText ? std::string() : runner::localPlace(input.value, plan.root, plan.local);
    values.inputs[input.name] = place.empty() ? input.value : place;
  }
  for (const runner::PlanOutput& output : plan.outputs) {
    const bool isText = output.mode == "direct" && !output.path.empty();
    const std::string place = output.path.empty() ? namedOutput(plan, output.name)
                                                  : runner::localPlace(output.path, plan.root, plan.local);
    values.outputs[output.name] = isText || place.empty() ? output.path : place;
  }
  return values;
}

json environmentJson(const runner::RunPlan& plan, const runner::ExpectedEnvironment& expected) {
  const runner::EnvironmentSpec& spec = plan.environment;
  return {{"name", spec.name.empty() ? spec.image : spec.name},
          {"hash", expected.hash},
          {"how", expected.how},
          {"python", expected.python},
          {"python_version", expected.version},
          {"requirements", expected.requirements}};
}

Result<json> snapshotJson(const std::string& code, CancelToken stop) {
  std::uint64_t bytes = 0;
  std::size_t files = 0;
  if (!code.empty()) {
    const auto list = runner::listSnapshot(code, stop);
    if (!list) return fail(list.error());
    files = list->size();
    for (const runner::SnapshotFile& file : *list) bytes += file.bytes;
  }
  return json{{"code", code.empty() ? json() : json(code)}, {"files", files}, {"bytes", bytes}};
}

json textMap(const std::map<std::string, std::string>& values) {
  json map = json::object();
  for (const auto& [name, value] : values) map[name] = maskSecrets(value);
  return map;
}

}  // namespace

Result<json> dryRun(const runner::RunPlan& plan, CancelToken stop) {
  const runner::BindingValues values = valuesOf(plan);
  const auto command = runner::resolveBindings(plan.command, values);
  if (!command) return fail(command.error());
  const auto environment = runner::expectEnvironment(plan.environment, {plan.root, "", plan.local, {}});
  if (!environment) return fail(environment.error());
  auto snapshot = snapshotJson(plan.codePath, stop);
  if (!snapshot) return fail(snapshot.error());
  return json{{"dry_run",
               {{"id", plan.id.empty() ? json() : json(plan.id)},
                {"experiment", plan.experiment},
                {"kind", plan.kind},
                {"compute", plan.compute},
                {"command", maskSecrets(*command)},
                {"inputs", textMap(values.inputs)},
                {"outputs", textMap(values.outputs)},
                {"environment", environmentJson(plan, *environment)},
                {"snapshot", std::move(*snapshot)},
                {"notes", plan.notes}}}};
}

}  // namespace footplate::commands
