// A v1 HyperDrive configuration as a sweep job over the run configuration that lies beside it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "ide/migration/migrate_search_space.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// Minutes, also in quotes, as seconds; 0 for anything else.
std::int64_t secondsOf(Node minutes) {
  constexpr double most = 1e12;
  const bool inQuotes = !yaml::asNumber(minutes) && isOfType(minutes.text(), "number");
  const std::string text = inQuotes ? numberText(minutes.text()) : "";
  const double seconds = yaml::asNumber(minutes).value_or(std::strtod(text.c_str(), nullptr)) * 60;
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
    // The SDK saves "BayesianOptimization".
    for (const char* ending : {"parametersampling", "sampling", "optimization"}) {
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
    const auto number = wholeNumber(seed);
    if (seed && !number)
      scope_.note("'sampling.seed: " + std::string(seed.text()) + "' is no whole number: it is left out");
    if (kind != "random" || !number) return "sampling_algorithm: " + kind + "\n";
    return "sampling_algorithm:\n  type: random\n  seed: " + std::to_string(*number) + "\n";
  }

  std::string objective() const {
    std::string metric = scope_.text(root_, "primary_metric_name");
    if (metric.empty()) {
      metric = "metric";
      scope_.note("'primary_metric_name' is not there: write the metric that the script logs");
    }
    const std::string said = scope_.word(root_, "primary_metric_goal");
    if (!said.starts_with("min") && !said.starts_with("max"))
      scope_.note(
          "'primary_metric_goal' says neither 'Maximize' nor 'Minimize': 'maximize' stands in its place");
    const std::string goal = said.starts_with("min") ? "minimize" : "maximize";
    return "objective:\n  goal: " + goal + "\n  primary_metric: " + yamlText(metric) + "\n";
  }

  std::string policy() const {
    const Node given = scope_.find(root_, "policy");
    std::string kind = scope_.word(given, "type");
    if (kind.empty()) kind = scope_.word(given, "name");
    if (given.isScalar()) kind = toLower(given.text());
    const std::string type = typeOfPolicy(kind);
    if (type.empty()) {
      if (!kind.empty() && !kind.starts_with("no") && kind != "default")
        scope_.note("'policy: " + kind + "' has no counterpart: it is left out");
      return {};
    }
    if (kindOfSampling() == "bayesian") {
      scope_.readWhole(given);
      scope_.note("'policy' is left out: bayesian sampling takes no early termination");
      return {};
    }
    const std::string head = "early_termination:\n  type: " + type + "\n" +
                             number(given, "evaluation_interval", true) +
                             number(given, "delay_evaluation", true);
    if (type == "median_stopping") return head;
    const bool isBandit = type == "bandit";
    const std::string own = isBandit ? slack(given) : number(given, "truncation_percentage", true, 1, 99);
    if (own.empty()) {
      scope_.note(std::string("'policy' is left out: it does not say its '") +
                  (isBandit ? "slack_factor" : "truncation_percentage") + "'");
      return {};
    }
    return head + own + (isBandit ? "" : finishedJobs(given));
  }

  static std::string typeOfPolicy(const std::string& kind) {
    if (kind.starts_with("bandit")) return "bandit";
    if (kind.starts_with("median")) return "median_stopping";
    return kind.starts_with("truncation") ? "truncation_selection" : "";
  }

  // Of the two ways to say it a bandit takes one.
  std::string slack(Node policy) const {
    const std::string factor = number(policy, "slack_factor", false);
    const std::string amount = number(policy, "slack_amount", false);
    if (!factor.empty() && !amount.empty())
      scope_.note("'policy.slack_amount' has no counterpart: it is left out");
    return factor.empty() ? amount : factor;
  }

  std::string finishedJobs(Node policy) const {
    const auto said = truth(setting(policy, "exclude_finished_jobs"));
    return said ? std::string("  exclude_finished_jobs: ") + (*said ? "true" : "false") + "\n" : "";
  }

  // A setting of the policy; the SDK saves it among the `properties`.
  Node setting(Node policy, const char* key) const {
    const Node own = scope_.find(policy, key);
    const Node below = scope_.find(scope_.find(policy, "properties"), key);
    return own ? own : below;
  }

  // The line of a setting that is a number, also one in quotes; "" where there is none.
  std::string number(Node policy, const char* key, bool whole, double least = 0, double most = 1e9) const {
    const Node given = setting(policy, key);
    if (!given) return {};
    const auto count = wholeNumber(given);
    std::string text = count ? std::to_string(*count) : whole ? "" : numberText(given.text());
    if (!isOfType(text, "number")) text.clear();
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (!text.empty() && *end == '\0' && value >= least && value <= most)
      return "  " + std::string(key) + ": " + text + "\n";
    const std::string fault = !text.empty() ? "too small or too large"
                              : whole       ? "no whole number"
                                            : "no number";
    scope_.note("'policy." + std::string(key) + ": " + std::string(given.text()) + "' is " + fault +
                ": it is left out");
    return {};
  }

  std::string limits() const {
    std::string text;
    const auto total = scope_.count(root_, "max_total_runs");
    const auto atOnce = scope_.count(root_, "max_concurrent_runs");
    const std::string minutes = scope_.text(root_, "max_duration_minutes");
    const std::int64_t seconds = secondsOf(scope_.find(root_, "max_duration_minutes"));
    if (!minutes.empty() && seconds == 0) {
      const char* fault = isOfType(minutes, "number") ? "too small or too large" : "no number";
      scope_.note("'max_duration_minutes: " + minutes + "' is " + fault + ": it is left out");
    }
    constexpr std::int64_t mostTrials = 1000;  // that v2 takes
    const std::int64_t most = std::clamp<std::int64_t>(total.value_or(mostTrials), 1, mostTrials);
    text += "  max_total_trials: " + std::to_string(most) + "\n";
    if (!total) scope_.note("'max_total_runs' is not there: the usual 1000 stands in its place");
    if (total.value_or(0) > mostTrials)
      scope_.note("'max_total_runs: " + std::to_string(*total) + "' is now " + std::to_string(mostTrials) +
                  ", the most that v2 takes");
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
    outside += run.compute() + run.identity();
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
