// A v1 HyperDrive configuration as a sweep job over the run configuration that lies beside it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "ide/migration/migrate_search_space.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// Saved as JSON, whole numbers may be 60.0.
std::optional<std::int64_t> wholeNumber(Node node) {
  if (const auto whole = yaml::asInteger(node)) return whole;
  const auto number = yaml::asNumber(node);
  constexpr double most = 1e12;
  if (!number || std::abs(*number) > most || std::floor(*number) != *number) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

// Minutes in seconds, 0 for none.
std::int64_t secondsOf(Node minutes) {
  constexpr double most = 1e12;
  const double seconds = yaml::asNumber(minutes).value_or(0) * 60;
  return seconds > 0 && seconds < most ? static_cast<std::int64_t>(std::ceil(seconds)) : 0;
}

class SweepWriter {
 public:
  explicit SweepWriter(const MigrationScope& scope) : scope_(scope), root_(scope.root), space_(scope) {}

  std::string run() {
    std::string text = schemaHead("sweepJob") + "type: sweep\n";
    text += trial();
    text += sampling() + space_.lines();
    text += objective() + policy();
    text += limits();
    scope_.noteUnread(root_);
    return text;
  }

 private:
  std::string kindOfSampling() const {
    const Node sampling = scope_.find(root_, "sampling");
    const std::string said = scope_.word(sampling, scope_.find(sampling, "type") ? "type" : "name");
    std::string kind = said;
    for (const char* ending : {"parametersampling", "sampling"}) {
      if (kind.ends_with(ending)) kind.resize(kind.size() - std::string_view(ending).size());
    }
    if (isOneOf(kind, {"random", "grid", "bayesian"})) return kind;
    scope_.note("'sampling.type: " + said + "' is no sampling that v2 has: 'random' stands in its place");
    return "random";
  }

  std::string sampling() const {
    const Node given = scope_.find(root_, "sampling");
    const std::string kind = kindOfSampling();
    Node seed = scope_.find(scope_.find(given, "properties"), "seed");
    if (!seed) seed = scope_.find(given, "seed");
    if (kind != "random" || !seed.isScalar()) return "sampling_algorithm: " + kind + "\n";
    return "sampling_algorithm:\n  type: random\n  seed: " + yamlScalar(seed) + "\n";
  }

  std::string objective() const {
    std::string metric = scope_.text(root_, "primary_metric_name");
    if (metric.empty()) {
      metric = "metric";
      scope_.note("'primary_metric_name' is not there: write the metric that the script logs");
    }
    const std::string goal =
        scope_.word(root_, "primary_metric_goal").starts_with("min") ? "minimize" : "maximize";
    return "objective:\n  goal: " + goal + "\n  primary_metric: " + yamlText(metric) + "\n";
  }

  std::string policy() const {
    const Node given = scope_.find(root_, "policy");
    std::string kind = scope_.word(given, "type");
    if (kind.empty()) kind = scope_.word(given, "name");
    std::string text;
    if (kind.starts_with("bandit")) text = "  type: bandit\n";
    if (kind.starts_with("median")) text = "  type: median_stopping\n";
    if (kind.starts_with("truncation")) text = "  type: truncation_selection\n";
    if (text.empty()) {
      if (!kind.empty() && !kind.starts_with("no") && kind != "default")
        scope_.note("'policy: " + kind + "' has no counterpart: it is left out");
      return {};
    }
    if (kindOfSampling() == "bayesian") {
      scope_.readWhole(given);
      scope_.note("'policy' is left out: bayesian sampling takes no early termination");
      return {};
    }
    const Node below = scope_.find(given, "properties");
    std::set<std::string_view> names;
    for (const char* key : {"evaluation_interval", "delay_evaluation", "slack_factor", "slack_amount",
                            "truncation_percentage"}) {
      Node value = scope_.find(given, key);
      if (!value) value = scope_.find(below, key);
      if (!value.isScalar()) continue;
      names.insert(key);
      text += "  " + std::string(key) + ": " + yamlScalar(value) + "\n";
    }
    if (kind.starts_with("truncation")) {
      Node value = scope_.find(given, "exclude_finished_jobs");
      if (!value) value = scope_.find(below, "exclude_finished_jobs");
      if (value.isScalar()) text += "  exclude_finished_jobs: " + yamlScalar(value) + "\n";
    }
    const bool isBandit = kind.starts_with("bandit");
    const bool lacks = isBandit ? !names.contains("slack_factor") && !names.contains("slack_amount")
                                : kind.starts_with("truncation") && !names.contains("truncation_percentage");
    if (!lacks) return "early_termination:\n" + text;
    scope_.note(std::string("'policy' is left out: it does not say its '") +
                (isBandit ? "slack_factor" : "truncation_percentage") + "'");
    return {};
  }

  std::string limits() const {
    std::string text;
    const auto total = wholeNumber(scope_.find(root_, "max_total_runs"));
    const auto atOnce = wholeNumber(scope_.find(root_, "max_concurrent_runs"));
    const std::int64_t seconds = secondsOf(scope_.find(root_, "max_duration_minutes"));
    const std::int64_t most = std::max<std::int64_t>(total.value_or(1000), 1);
    text += "  max_total_trials: " + std::to_string(most) + "\n";
    if (!total) scope_.note("'max_total_runs' is not there: the usual 1000 stands in its place");
    if (atOnce && *atOnce > 0)
      text += "  max_concurrent_trials: " + std::to_string(std::min(*atOnce, most)) + "\n";
    if (seconds > 0) text += "  timeout: " + std::to_string(seconds) + "\n";
    if (trialTimeout_ > 0 && (seconds <= 0 || trialTimeout_ <= seconds))
      text += "  trial_timeout: " + std::to_string(trialTimeout_) + "\n";
    return "limits:\n" + text;
  }

  // The run configurations that may be meant, by path.
  std::vector<std::string> candidates() const {
    std::vector<std::string> found;
    const std::string top = sourceFolderOf(scope_.document);
    for (const std::string& folder : {scope_.document.folder(), joinPath(top, ".azureml"),
                                      joinPath(top, "aml_config"), joinPath(top, ".")}) {
      for (const FolderEntry& entry : scope_.workspace.list(folder)) {
        const std::string path = joinPath(folder, entry.name);
        const bool named = fileExtension(path) == ".runconfig" && path != scope_.document.path;
        if (named && !entry.isFolder && std::ranges::find(found, path) == found.end()) found.push_back(path);
      }
    }
    std::ranges::stable_sort(found, [&](const std::string& a, const std::string& b) {
      const std::string own = fileStem(scope_.document.path);
      return (fileStem(a) == own) > (fileStem(b) == own);
    });
    return found;
  }

  std::shared_ptr<const Document> runConfiguration() const {
    std::shared_ptr<const Document> chosen;
    for (const std::string& path : candidates()) {
      const auto other = scope_.workspace.document(path);
      if (!other || other->kind != "v1runconfig") continue;
      if (!chosen) {
        chosen = other;
      } else {
        scope_.note("'" + fileName(chosen->path) + "' is taken for what is run, not '" + fileName(path) +
                    "'");
      }
    }
    return chosen;
  }

  // Behind the arguments of the run, as v1 had them, come those of the sweep.
  std::string command(const RunWriter& run, const MigrationScope& inner) const {
    const std::string own = run.command(space_.flags());
    if (run.hasCommand() && holdsSeveralCommands(own))
      inner.note(
          "'command': the arguments of the sweep stand behind all of it, move them to the program that takes "
          "them");
    const std::string line = own + space_.arguments();
    return behindVariables(run.variablesFor(line), line, run.hasCommand());
  }

  std::string trial() {
    const auto other = runConfiguration();
    const auto inner = scopeOf(scope_, other, other ? "'" + fileName(other->path) + "': " : "");
    if (!inner) {
      scope_.note("no run configuration lies beside it: 'main.py' stands in its place");
      std::string text = "trial:\n  code: " + yamlText(scope_.shown(scope_.source)) + "\n";
      text += "  command: " + yamlText("python main.py" + space_.arguments()) + "\n";
      return text + "  environment:\n    image: " + usualImage + "\n";
    }
    const RunWriter run(*inner);
    if (run.isSpark()) inner->note("'framework: PySpark': a sweep runs its trials as plain commands");
    std::string text = "  code: " + yamlText(inner->shown(inner->source)) + "\n";
    text += "  command: " + yamlText(command(run, *inner)) + "\n";
    text += indented(run.environment(), 2);
    const std::string variables = run.variables({""});
    if (!variables.empty()) text += "  environment_variables:\n" + indented(variables, 2);
    text += indented(run.resources() + run.distribution(), 2);
    trialTimeout_ = run.timeout();
    std::string outside = run.head();
    if (!run.ports().inputs.empty()) outside += "inputs:\n" + run.ports().inputs;
    if (!run.ports().outputs.empty()) outside += "outputs:\n" + run.ports().outputs;
    outside += run.compute();
    run.noteTheRest();
    return outside + "trial:\n" + text;
  }

  const MigrationScope& scope_;
  Node root_;
  SearchSpace space_;
  std::int64_t trialTimeout_ = 0;
};

}  // namespace

std::string migrateSweep(const MigrationScope& scope) {
  return SweepWriter(scope).run();
}

}  // namespace footplate::ide
