#include "commands/diff_facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/line_diff.h"
#include "base/mask.h"
#include "base/strings.h"
#include "commands/run_json.h"
#include "runner/environments/environment_definition.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// In the order in which groups are shown.
constexpr const char* groups[] = {"outcome",     "metrics", "run",    "compute",
                                  "inputs",      "outputs", "params", "environment_variables",
                                  "environment", "tags"};

// What is shown, and what is compared: secrets differ though they look alike.
struct Fact {
  Fact() = default;
  template <class Value>
  Fact(const Value& value) : shown(value), compared(value) {}
  Fact(json visible, json whole) : shown(std::move(visible)), compared(std::move(whole)) {}
  json shown;
  json compared;
};

// group -> name -> fact
using Facts = std::map<std::string, std::map<std::string, Fact>>;

Fact maskedFact(const std::string& name, const std::string& value) {
  return {maskedValue(name, value), value};
}

// "data/iris.csv (uri_file, ro_mount)"; a literal as it is.
Fact portFact(const std::string& name, const std::string& value, const std::string& type,
              const std::string& mode, bool isLiteral) {
  if (isLiteral) return maskedFact(name, value);
  const std::string kind = (value.empty() ? "(" : " (") + type + (mode.empty() ? "" : ", " + mode) + ")";
  return {maskedValue(name, value) + kind, value + kind};
}

json secondsTaken(const store::Run& run) {
  if (!run.started || !run.ended) return nullptr;
  return static_cast<double>(std::max<TimeMs>(*run.ended - *run.started, 0)) / 1000;
}

void addOutcome(Facts& facts, const store::Run& run) {
  facts["outcome"] = {{"status", store::statusName(run.status)}, {"seconds", secondsTaken(run)}};
  if (run.exitCode) facts["outcome"]["exit_code"] = *run.exitCode;
  if (run.signal) facts["outcome"]["signal"] = *run.signal;
  if (run.error) facts["outcome"]["error"] = run.error->code;
  for (const auto& [name, summary] : run.metrics) facts["metrics"][name] = numberJson(summary.last);
}

void addRunFacts(Facts& facts, const store::Run& run) {
  for (const auto& [name, value] : run.params) facts["params"][name] = maskedFact(name, value);
  if (!run.environment) return;
  for (const store::Substitution& change : run.environment->substitutions)
    facts["environment"][change.package] = change.given;
}

// Of a run whose plan was lost.
void addRecordedPorts(Facts& facts, const store::Run& run) {
  facts["run"] = {{"experiment", run.experiment}, {"kind", run.kind}};
  facts["compute"]["compute"] = run.compute;
  for (const store::RunInput& input : run.inputs)
    facts["inputs"][input.name] =
        portFact(input.name, input.value, input.type, input.mode, input.type == "literal");
}

void addCompute(Facts& facts, const runner::RunPlan& plan) {
  auto& compute = facts["compute"];
  compute["compute"] = plan.compute;
  compute["instance_count"] = plan.instanceCount;
  if (!plan.distribution.type.empty()) {
    compute["distribution"] = plan.distribution.type;
    compute["processes_per_node"] = plan.distribution.processesPerNode;
  }
  if (plan.timeoutSeconds > 0) compute["timeout"] = plan.timeoutSeconds;
  if (plan.pool.maxInstances > 0) compute["max_instances"] = plan.pool.maxInstances;
  if (plan.pool.gpus >= 0) compute["gpus"] = plan.pool.gpus;
  if (plan.pool.cpus > 0) compute["cpus"] = plan.pool.cpus;
  if (plan.pool.memory > 0) compute["memory"] = plan.pool.memory;
}

void addPlanFacts(Facts& facts, const runner::RunPlan& plan) {
  facts["run"] = {{"experiment", plan.experiment}, {"kind", plan.kind}, {"file", plan.sourceFile}};
  if (!plan.description.empty()) facts["run"]["description"] = maskSecrets(plan.description);
  if (plan.continueOnStepFailure) facts["run"]["continue_on_step_failure"] = true;
  if (plan.forceRerun) facts["run"]["force_rerun"] = true;
  addCompute(facts, plan);
  for (const runner::PlanInput& input : plan.inputs)
    facts["inputs"][input.name] = portFact(input.name, input.asset.empty() ? input.value : input.asset,
                                           input.type, input.mode, input.isLiteral());
  for (const runner::PlanOutput& output : plan.outputs)
    facts["outputs"][output.name] = portFact(output.name, output.path, output.type, output.mode, false);
  for (const auto& [name, value] : plan.environmentVariables)
    facts["environment_variables"][name] = maskedFact(name, value);
  for (const auto& [name, value] : plan.tags) facts["tags"][name] = maskedFact(name, value);
}

Facts factsOf(const DiffFacts& side, bool bothAreRuns) {
  Facts facts;
  if (side.run && bothAreRuns) {
    addOutcome(facts, *side.run);
    addRunFacts(facts, *side.run);
  }
  if (side.plan) {
    addPlanFacts(facts, *side.plan);
  } else if (side.run) {
    addRecordedPorts(facts, *side.run);
  }
  return facts;
}

}  // namespace

json diffRows(const DiffFacts& before, const DiffFacts& after) {
  const bool bothAreRuns = before.run && after.run;
  Facts old = factsOf(before, bothAreRuns);
  Facts fresh = factsOf(after, bothAreRuns);
  json rows = json::array();
  for (const std::string group : groups) {
    // What only one side can know tells nothing.
    if (old.contains(group) != fresh.contains(group) && bool(before.plan) != bool(after.plan)) continue;
    const bool showAll = group == "outcome" || group == "metrics";
    std::map<std::string, std::pair<Fact, Fact>> both;
    for (auto& [name, value] : old[group]) both[name].first = value;
    for (auto& [name, value] : fresh[group]) both[name].second = value;
    for (const auto& [name, facts] : both) {
      const bool differs = facts.first.compared != facts.second.compared;
      if (!differs && !showAll) continue;
      rows.push_back({{"group", group},
                      {"name", name},
                      {"old", facts.first.shown},
                      {"new", facts.second.shown},
                      {"differs", differs}});
    }
  }
  return rows;
}

std::string environmentLines(const runner::EnvironmentSpec& spec) {
  std::string text;
  const auto add = [&](const char* what, const std::string& value) {
    if (!value.empty()) text += std::string(what) + ": " + maskSecrets(value) + "\n";
  };
  add("name", spec.name);
  add("image", spec.image);
  add("interpreter", spec.interpreter);
  if (spec.userManaged) add("user-managed", "yes");
  add("build context", spec.buildContext);
  for (const std::string& step : split(runner::dockerSteps(spec.dockerfile), '\n')) add("dockerfile", step);
  add("python", spec.pythonVersion);
  for (const std::string& channel : spec.channels) add("channel", channel);
  for (const std::string& dependency : spec.dependencies) add("conda", dependency);
  for (const std::string& requirement : spec.pip) add("pip", requirement);
  for (const std::string& requirement : spec.packages) add("package", requirement);
  for (const std::string& constraint : spec.constraints) add("constraint", constraint);
  for (const auto& [name, value] : spec.variables) add("variable", name + "=" + maskedValue(name, value));
  return text;
}

json patchOf(const std::string& name, const std::string& before, const std::string& after) {
  const auto ended = [](const std::string& text) {
    return text.empty() || text.ends_with('\n') ? text : text + "\n";
  };
  const TextPatch patch = unifiedDiff("a/" + name, "b/" + name, ended(before), ended(after));
  return patch.text.empty() ? json(nullptr) : json(patch.text);
}

}  // namespace footplate::commands
