// Rules of AutoML jobs, in files of their own and as steps of a pipeline.
#include <algorithm>
#include <array>
#include <string>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

std::string wordOf(Node value) {
  const Node node = value.resolved();
  return node.isScalar() ? replaceAll(toLower(node.text()), "_", "") : std::string();
}

bool hasItems(Node list) {
  return list.resolved().isSequence() && list.resolved().size() > 0;
}

void checkAlgorithms(Node training, const RuleScope& scope) {
  const Node allowed = training.find("allowed_training_algorithms");
  const Node blocked = training.find("blocked_training_algorithms");
  // azure-ai-ml sends both.
  if (hasItems(allowed) && hasItems(blocked)) {
    scope.add(keySpan(blocked), Severity::warning, "rule.automl-algorithms",
              "either algorithms are allowed or some are blocked, not both");
  }
  const Node settings = training.find("stack_ensemble_settings");
  if (settings && wordOf(training.find("enable_stack_ensemble")) == "false") {
    scope.add(keySpan(settings), Severity::warning, "rule.automl-algorithms",
              "'stack_ensemble_settings' has no effect with 'enable_stack_ensemble: false'");
  }
}

// Whether an error is told of the value already: that it has no effect is said when it is one.
bool isWrong(Node value, const RuleScope& scope) {
  return std::ranges::any_of(scope.issues, [&](const Issue& issue) {
    return issue.severity == Severity::error && issue.span == value.span();
  });
}

// Of two ways to judge a model the first is taken.
void checkValidation(Node job, const RuleScope& scope) {
  if (!isWritten(job.find("validation_data"))) return;
  for (std::string_view other : {"validation_data_size", "n_cross_validations", "cv_split_column_names"}) {
    const Node useless = job.find(other);
    if (useless && !isWrong(useless, scope)) {
      scope.add(keySpan(useless), Severity::warning, "rule.automl-validation",
                "'" + std::string(other) + "' has no effect with 'validation_data'");
    }
  }
}

void checkTest(Node job, const RuleScope& scope) {
  const Node size = job.find("test_data_size");
  if (!isWritten(job.find("test_data")) || !size || isWrong(size, scope)) return;
  scope.add(keySpan(size), Severity::warning, "rule.automl-validation",
            "'test_data_size' has no effect with 'test_data'");
}

void checkForecasting(Node job, const RuleScope& scope) {
  const Node forecasting = job.find("forecasting");
  const bool timed = forecasting.resolved().find("time_column_name") ||
                     hasMisspelt(forecasting.resolved(), "time_column_name") ||
                     (!forecasting && hasMisspelt(job, "forecasting"));
  if (timed) return;
  const Node place = forecasting ? forecasting : job.find("task");
  scope.add(keySpan(place), Severity::error, "rule.automl-forecasting",
            "a forecast needs 'forecasting.time_column_name', the column with the times");
}

void checkFeaturization(Node featurization, const RuleScope& scope) {
  const std::string mode = wordOf(featurization.find("mode"));
  // Another word may be a misspelt 'custom'.
  if ((!mode.empty() && mode != "auto" && mode != "off") || hasMisspelt(featurization, "mode")) return;
  for (std::string_view key : {"blocked_transformers", "column_name_and_types", "transformer_params"}) {
    if (const Node useless = featurization.find(key)) {
      scope.add(keySpan(useless), Severity::warning, "rule.automl-featurization",
                "'" + std::string(key) + "' has an effect with 'mode: custom' only");
    }
  }
}

void checkModels(Node job, const RuleScope& scope) {
  const Node spaces = job.find("search_space").resolved();
  const Node sweep = job.find("sweep").resolved();
  const Node algorithm = sweep.find("sampling_algorithm").resolved();
  const std::string sampling = wordOf(algorithm.isMapping() ? algorithm.find("type") : algorithm);
  for (Node space : spaces.items()) checkSearchSpace(space, algorithm, scope);
  checkEarlyTermination(sweep.find("early_termination"), sampling, scope);
  if (spaces && !sweep && !hasMisspelt(job, "sweep")) {
    scope.add(keySpan(spaces), Severity::warning, "rule.automl-sweep",
              "a 'search_space' needs a 'sweep' with the 'sampling_algorithm'");
  }
  if (sweep && !spaces && !hasMisspelt(job, "search_space", scope.document)) {
    scope.add(keySpan(sweep), Severity::warning, "rule.automl-sweep",
              "'sweep' has no effect without a 'search_space'");
  }
}

}  // namespace

void checkAutomlBody(Node job, const RuleScope& scope) {
  const std::string task = wordOf(job.find("task"));
  checkLimitOrder(job.find("limits"),
                  {{"max_concurrent_trials", "max_trials"}, {"trial_timeout_minutes", "timeout_minutes"}},
                  scope);
  checkValidation(job, scope);
  checkTest(job, scope);
  if (task == "classification" || task == "regression" || task == "forecasting") {
    checkAlgorithms(job.find("training").resolved(), scope);
    checkFeaturization(job.find("featurization").resolved(), scope);
  } else {
    checkModels(job, scope);
  }
  if (task == "forecasting") checkForecasting(job, scope);
}

void checkAutomlJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  checkAutomlBody(job, scope);
  checkJobPorts(job, scope);
  checkRunIdentity(job.find("identity"), scope);
  checkSecretVariables(job.find("environment_variables"), scope);
}

}  // namespace footplate::ide
