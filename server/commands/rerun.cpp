// A run again: the plan and the snapshot that it was submitted with, under a new id, with changed values.
#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "commands/replan.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "planner/literal.h"
#include "runner/runner.h"
#include "runner/step_reuse.h"
#include "store/run_folder.h"
#include "yaml/tree.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr const char* originTag = "rerun_of";

tl::unexpected<Error> wrong(const std::string& what) {
  return fail(ErrorCode::usage, "running again: " + what);
}

// What the text means as a YAML scalar, as the command would have got it from the job file.
std::string valueOf(const std::string& text) {
  const auto tree = yaml::parse(std::make_shared<const std::string>(text));
  if (tree->documents().empty()) return text;
  const yaml::Node node = tree->node(tree->documents().front());
  return node.isScalar() ? planner::literalText(node) : text;
}

Result<void> setInput(runner::RunPlan& plan, const std::string& name, const std::string& text,
                      const std::string& folder) {
  std::string known;
  for (runner::PlanInput& input : plan.inputs) {
    known += (known.empty() ? "" : ", ") + input.name;
    if (input.name != name) continue;
    const std::string value = valueOf(text);
    const bool isUri = value.find(":") != std::string::npos && !value.starts_with('/');
    input.value = input.isLiteral() || isUri ? value : joinPath(folder, value);
    return {};
  }
  return wrong("the run has no input '" + name + "'" +
               (known.empty() ? std::string() : "; there are " + known));
}

// An input of a pipeline: planning has written it into the steps, where it can no longer be told from
// values of their own.
bool isInSteps(const runner::RunPlan& plan, const std::string& word) {
  if (plan.steps.empty() || !word.starts_with("inputs.")) return false;
  const std::string name = word.substr(7, word.find('=') - 7);
  const auto input = std::ranges::find(plan.inputs, name, &runner::PlanInput::name);
  return word.find('=') != std::string::npos && input != plan.inputs.end();
}

// As submit takes it: of data the path.
std::string asOverride(const runner::RunPlan& plan, const std::string& word, const std::string& folder) {
  const std::size_t equals = word.find('=');
  const auto input = std::ranges::find(plan.inputs, word.substr(7, equals - 7), &runner::PlanInput::name);
  if (input->isLiteral()) return word;
  const std::string value = valueOf(word.substr(equals + 1));
  const bool isUri = value.find(':') != std::string::npos && !value.starts_with('/');
  return word.substr(0, equals) + ".path=" + (isUri ? value : joinPath(folder, value));
}

Result<void> change(runner::RunPlan& plan, const std::string& word, const std::string& folder) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) return wrong("'" + word + "' is not KEY=VALUE");
  const std::string key = word.substr(0, equals);
  const std::string text = word.substr(equals + 1);
  const std::size_t dot = key.find('.');
  const std::string name = dot == std::string::npos ? std::string() : key.substr(dot + 1);
  if (key.starts_with("inputs.")) return setInput(plan, name, text, folder);
  if (key == "display_name") {
    plan.displayName = valueOf(text);
  } else if (key == "experiment_name") {
    plan.experiment = valueOf(text);
  } else if (key == "description") {
    plan.description = valueOf(text);
  } else if (key == "name") {
    plan.id = valueOf(text);
  } else if (key.starts_with("tags.")) {
    plan.tags[name] = valueOf(text);
  } else if (key.starts_with("environment_variables.")) {
    plan.environmentVariables[name] = valueOf(text);
  } else if (key == "limits.timeout") {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), plan.timeoutSeconds);
    if (code != std::errc() || end != text.data() + text.size() || plan.timeoutSeconds < 0)
      return wrong("limits.timeout is a number of seconds, not '" + text + "'");
  } else {
    return wrong(
        "'" + key +
        "' is fixed by what was submitted; inputs.NAME, environment_variables.NAME, tags.NAME, name, "
        "display_name, experiment_name, description and limits.timeout can be changed");
  }
  return {};
}

}  // namespace

Result<Outcome> runRerun(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto named = namedRun(parameters, *stores, session);
  if (!named) return fail(named.error());
  const store::RunStore* store = named->store;
  const auto origin = store->find(named->id);
  if (!origin) return fail(origin.error());
  const auto text = readFile(store::RunFolder(store->folder(), origin->id).plan());
  if (!text) {
    return fail(text.error().code,
                "running " + origin->id + " again: what was submitted is not kept: " + text.error().message);
  }
  auto plan = runner::planFromJson(*text);
  if (!plan) return fail(plan.error());
  // It stands for itself, wherever the project is now.
  if (plan->displayName == plan->id) plan->displayName.clear();
  plan->id.clear();
  plan->parent.clear();
  plan->step.clear();
  plan->root = store->root();
  plan->tags[originTag] = origin->id;
  std::vector<std::string> changes = parameters.value("set", std::vector<std::string>());
  const auto ofSteps = std::ranges::stable_partition(
      changes, [&](const std::string& word) { return !isInSteps(*plan, word); });
  if (!ofSteps.empty()) {
    if (!origin->parent.empty())
      return wrong(origin->id + " is a step of " + origin->parent + "; run that again with " +
                   ofSteps.front());
    for (std::string& word : ofSteps) word = asOverride(*plan, word, session.folder);
    plan = replanned(*plan, {ofSteps.begin(), ofSteps.end()}, session);
    if (!plan) return fail(plan.error());
    changes.erase(ofSteps.begin(), ofSteps.end());
  }
  // Who changes nothing wants it to be run, not to be told what it gave.
  if (!parameters.contains("set")) runner::runAlways(*plan);
  for (const std::string& word : changes) {
    if (auto changed = change(*plan, word, session.folder); !changed) return fail(changed.error());
  }
  runner::Engine* engine = session.engine ? session.engine(origin->engine) : nullptr;
  if (!engine) {
    return fail(ErrorCode::unavailable,
                "running " + origin->id + " again: there is no engine '" + origin->engine + "' here");
  }
  auto run = runner::submit(std::move(*plan), *engine);
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runJson(*run)}});
}

}  // namespace footplate::commands
