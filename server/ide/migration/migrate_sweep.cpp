// A v1 HyperDrive configuration as a sweep job over the run configuration that lies beside it.
#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

struct Expression {
  std::string_view name;
  std::array<std::string_view, 3> fields;  // what the values are called, in their order
};

constexpr Expression expressions[] = {
    {"randint", {"upper"}},
    {"uniform", {"min_value", "max_value"}},
    {"loguniform", {"min_value", "max_value"}},
    {"quniform", {"min_value", "max_value", "q"}},
    {"qloguniform", {"min_value", "max_value", "q"}},
    {"normal", {"mu", "sigma"}},
    {"lognormal", {"mu", "sigma"}},
    {"qnormal", {"mu", "sigma", "q"}},
    {"qlognormal", {"mu", "sigma", "q"}},
};

// One hyperparameter, whichever way it is written.
struct Parameter {
  std::string flag;  // as the script takes it
  std::string name;  // in `search_space`
  std::string expression;
  Node values;
};

class SweepWriter {
 public:
  explicit SweepWriter(const MigrationScope& scope) : scope_(scope), root_(scope.root) {}

  std::string run() {
    readParameters();
    std::string text = schemaHead("sweepJob") + "type: sweep\n";
    text += trial();
    text += sampling() + space();
    text += objective() + policy();
    text += limits();
    scope_.noteUnread(root_);
    return text;
  }

 private:
  Parameter parameter(const std::string& flag, Node body) const {
    Parameter made{flag, portName(flag.substr(std::min(flag.find_first_not_of('-'), flag.size()))), "", body};
    if (!flag.starts_with('-')) made.flag = "--" + flag;
    if (body.isSequence()) {  // [uniform, [0.1, 1]]
      std::size_t at = 0;
      for (const Node item : body.items()) {
        if (at == 0) made.expression = toLower(item.resolved().text());
        if (at == 1) made.values = item.resolved();
        ++at;
      }
      return made;
    }
    made.expression = scope_.word(body, "expression");
    made.values = scope_.find(body, "values");
    if (made.expression.empty() && body.size() > 0) {  // {uniform: [0.1, 1]}
      const yaml::Entry only = *body.entries().begin();
      made.expression = toLower(only.key.text());
      made.values = only.value.resolved();
    }
    return made;
  }

  void readParameters() {
    const Node space = scope_.find(scope_.find(root_, "sampling"), "parameter_space");
    scope_.readWhole(space);
    for (Node item : space.items()) {
      item = item.resolved();
      if (const std::string name = scope_.text(item, "name"); !name.empty())
        parameters_.push_back(parameter(name, item));
    }
    for (yaml::Entry entry : space.entries())
      parameters_.push_back(parameter(std::string(entry.key.text()), entry.value.resolved()));
    if (parameters_.empty()) {
      scope_.note("'sampling.parameter_space' names no parameter: a choice of one stands in its place");
      parameters_.push_back({"--value", "value", "", {}});
    }
  }

  std::string space() const {
    std::string text = "search_space:\n";
    for (const Parameter& each : parameters_) text += "  " + yamlText(each.name) + ":\n" + expression(each);
    return text;
  }

  std::string expression(const Parameter& one) const {
    for (const Expression& known : expressions) {
      if (one.expression != known.name) continue;
      std::string text = "    type: " + one.expression + "\n";
      std::size_t at = 0;
      const auto add = [&](Node value) {
        if (at < known.fields.size() && !known.fields[at].empty())
          text += "    " + std::string(known.fields[at]) + ": " + yamlScalar(value) + "\n";
        ++at;
      };
      if (one.values.isScalar()) add(one.values);
      for (const Node value : one.values.items()) add(value);
      return text;
    }
    if (one.expression != "choice")
      scope_.note("'" + one.flag + "': there is no expression '" + one.expression + "', it is now a choice");
    std::string text = "    type: choice\n    values:\n";
    if (one.values.isScalar()) return text + "      - " + choice(one.values) + "\n";
    if (one.values.size() == 0) return text + "      - 0\n";
    for (const Node value : one.values.items()) {
      if (!value.resolved().isScalar()) return text + yamlBlock(one.values, 6);
    }
    for (const Node value : one.values.items()) text += "      - " + choice(value.resolved()) + "\n";
    return text;
  }

  // A choice takes no truth values: the script gets the word that v1 gave it.
  static std::string choice(Node value) {
    const auto truth = yaml::asBoolean(value);
    return truth ? yamlText(*truth ? "True" : "False") : yamlScalar(value);
  }

  std::string kindOfSampling() const {
    const Node sampling = scope_.find(root_, "sampling");
    std::string kind = scope_.word(sampling, "type");
    for (const char* ending : {"parametersampling", "sampling"}) {
      if (kind.ends_with(ending)) kind.resize(kind.size() - std::string_view(ending).size());
    }
    return isOneOf(kind, {"random", "grid", "bayesian"}) ? kind : "random";
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
    if (text.empty()) return {};
    if (kindOfSampling() == "bayesian") {
      scope_.readWhole(given);
      scope_.note("'policy' is left out: bayesian sampling takes no early termination");
      return {};
    }
    const Node below = scope_.find(given, "properties");
    for (const char* key : {"evaluation_interval", "delay_evaluation", "slack_factor", "slack_amount",
                            "truncation_percentage"}) {
      Node value = scope_.find(given, key);
      if (!value) value = scope_.find(below, key);
      if (value.isScalar()) text += "  " + std::string(key) + ": " + yamlScalar(value) + "\n";
    }
    return "early_termination:\n" + text;
  }

  std::string limits() const {
    std::string text;
    const auto total = yaml::asInteger(scope_.find(root_, "max_total_runs"));
    const auto atOnce = yaml::asInteger(scope_.find(root_, "max_concurrent_runs"));
    const auto minutes = yaml::asInteger(scope_.find(root_, "max_duration_minutes"));
    const std::int64_t most = std::max<std::int64_t>(total.value_or(1000), 1);
    text += "  max_total_trials: " + std::to_string(most) + "\n";
    if (!total) scope_.note("'max_total_runs' is not there: the usual 1000 stands in its place");
    if (atOnce && *atOnce > 0)
      text += "  max_concurrent_trials: " + std::to_string(std::min(*atOnce, most)) + "\n";
    const std::int64_t seconds = minutes.value_or(0) * 60;
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

  std::string flags() const {
    std::string text;
    for (const Parameter& each : parameters_)
      text += " " + each.flag + " ${{search_space." + each.name + "}}";
    return text;
  }

  // The arguments without those that the sweep sets.
  std::string withoutSwept(std::string command) const {
    std::vector<std::string> kept;
    bool value = false;
    for (const std::string& word : split(command, ' ')) {
      const bool swept = std::ranges::any_of(parameters_, [&](const Parameter& one) {
        return word == one.flag || word.starts_with(one.flag + "=");
      });
      const bool followsFlag = value && !word.starts_with("--");
      value = swept && word.find('=') == std::string::npos;
      if (!swept && !followsFlag) kept.push_back(word);
    }
    return join(kept, " ");
  }

  std::string trial() {
    const auto other = runConfiguration();
    const auto inner = scopeOf(scope_, other, other ? "'" + fileName(other->path) + "': " : "");
    if (!inner) {
      scope_.note("no run configuration lies beside it: 'main.py' stands in its place");
      std::string text = "trial:\n  code: " + yamlText(scope_.shown(scope_.source)) + "\n";
      text += "  command: " + yamlText("python main.py" + flags()) + "\n";
      return text + "  environment:\n    image: " + usualImage + "\n";
    }
    const RunWriter run(*inner);
    if (run.isSpark()) inner->note("'framework: PySpark': a sweep runs its trials as plain commands");
    std::string text = "  code: " + yamlText(inner->shown(inner->source)) + "\n";
    text += "  command: " + yamlText(run.withVariables(withoutSwept(run.command()) + flags())) + "\n";
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
  std::vector<Parameter> parameters_;
  std::int64_t trialTimeout_ = 0;
};

}  // namespace

std::string migrateSweep(const MigrationScope& scope) {
  return SweepWriter(scope).run();
}

}  // namespace footplate::ide
