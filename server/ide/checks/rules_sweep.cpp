// Rules of sweeps: in a file of their own, as steps of a pipeline, and in AutoML jobs.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/checks/variables.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Entry;
using yaml::Node;

constexpr double largestGrid = 1e12;  // told exactly up to here
constexpr int deepestSpace = 16;

std::string wordOf(Node value) {
  const Node node = value.resolved();
  return node.isScalar() ? toLower(node.text()) : std::string();
}

// "random" of `sampling_algorithm: random` and of `sampling_algorithm: {type: random}`.
std::string samplingOf(Node algorithm) {
  const Node node = algorithm.resolved();
  return wordOf(node.isMapping() ? node.find("type") : node);
}

std::string shortNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

// Ends of a logarithmic range that were most likely meant as the values themselves.
void checkLogarithms(Node low, Node high, double least, double most, const RuleScope& scope) {
  if (!(least > 0 && most < 1)) return;
  Issue& issue = scope.add(low.span(), Severity::information, "rule.search-space",
                           "the ends are natural logarithms: values lie between " +
                               shortNumber(std::exp(least)) + " and " + shortNumber(std::exp(most)) +
                               "; for " + shortNumber(least) + " to " + shortNumber(most) + " write " +
                               shortNumber(std::log(least)) + " and " + shortNumber(std::log(most)));
  issue.fixes.push_back(
      {"write the logarithms of both ends",
       {{low.span(), shortNumber(std::log(least))}, {high.span(), shortNumber(std::log(most))}}});
}

void checkRange(Node expression, const std::string& type, const RuleScope& scope) {
  const Node low = expression.find("min_value").resolved();
  const Node high = expression.find("max_value").resolved();
  const auto least = readNumber(low);
  const auto most = readNumber(high);
  if (!least || !most) return;
  if (*least >= *most) {
    scope.add(high.span(), Severity::error, "rule.search-space",
              "'max_value' must be more than 'min_value', which is " + std::string(low.text()));
  } else if (type == "loguniform") {
    checkLogarithms(low, high, *least, *most, scope);
  }
}

void checkPositive(Node expression, std::string_view key, const RuleScope& scope) {
  const Node value = expression.find(key).resolved();
  const auto number = readNumber(value);
  if (!number || *number > 0) return;
  scope.add(value.span(), Severity::error, "rule.search-space",
            "'" + std::string(key) + "' must be more than 0");
}

// Mappings that were looked at: aliases of aliases stand for more of them than anybody can count.
using Seen = std::unordered_set<yaml::NodeId>;

void checkExpression(Node value, const RuleScope& scope, Seen& seen, int depth) {
  const Node expression = value.resolved();
  if (!expression.isMapping() || depth > deepestSpace || !seen.insert(expression.id()).second) return;
  checkRange(expression, wordOf(expression.find("type")), scope);
  checkPositive(expression, "sigma", scope);
  checkPositive(expression, "q", scope);
  for (Node choice : expression.find("values").resolved().items()) {
    for (Entry entry : choice.resolved().entries()) checkExpression(entry.value, scope, seen, depth + 1);
  }
}

// The SDK has numbers and texts among the values of a sweep's `choice`, and refuses true and false.
void checkTruth(Node value, const RuleScope& scope, Seen& seen, int depth) {
  const Node given = value.resolved();
  if (depth > deepestSpace) return;
  if (given.isScalar() && yaml::typeOf(given) == yaml::ScalarType::boolean) {
    const std::string text(given.text());
    Issue& issue = scope.add(value.span(), Severity::warning, "rule.search-space",
                             "azure-ai-ml takes no truth value here, write '" + text + "' as a text");
    if (value == given) issue.fixes.push_back({"write it as a text", {{value.span(), '\'' + text + '\''}}});
  }
  if (!given.isMapping() || !seen.insert(given.id()).second) return;
  for (Node choice : given.find("values").resolved().items()) {
    if (choice.resolved().isScalar()) checkTruth(choice, scope, seen, depth + 1);
    for (Entry entry : choice.resolved().entries()) checkTruth(entry.value, scope, seen, depth + 1);
  }
}

// How many combinations an expression stands for; nothing where they cannot be counted.
class Combinations {
 public:
  std::optional<double> of(Node value, int depth = 0) {
    const Node expression = value.resolved();
    if (!expression.isMapping()) return 1;
    if (wordOf(expression.find("type")) != "choice" || depth > deepestSpace) return std::nullopt;
    const auto [place, isNew] = known_.try_emplace(expression.id());
    if (isNew) {
      const std::optional<double> sum = sumOf(expression, depth);
      known_[expression.id()] = sum;
      return sum;
    }
    return place->second;
  }

 private:
  std::optional<double> sumOf(Node expression, int depth) {
    double sum = 0;
    for (Node choice : expression.find("values").resolved().items()) {
      double product = 1;
      for (Entry entry : choice.resolved().entries()) {
        const auto size = of(entry.value, depth + 1);
        if (!size) return std::nullopt;
        product *= *size;
      }
      sum += product;
    }
    return sum;
  }

  std::unordered_map<yaml::NodeId, std::optional<double>> known_;  // nothing while it is being counted
};

void checkSpaceTypes(Node space, const std::string& sampling, const RuleScope& scope) {
  for (Entry entry : space.entries()) {
    const Node type = entry.value.resolved().find("type");
    const std::string word = wordOf(type);
    if (word.empty()) continue;
    if (sampling == "grid" && word != "choice") {
      scope.add(
          type.resolved().span(), Severity::warning, "rule.sampling",
          "a grid takes 'choice' only, '" + word + "' has no end of values; list them, or sample 'random'");
    }
    if (sampling == "bayesian" && word != "choice" && word != "uniform" && word != "quniform") {
      scope.add(type.resolved().span(), Severity::warning, "rule.sampling",
                "bayesian sampling takes 'choice', 'uniform' and 'quniform' only");
    }
  }
}

void checkGridSize(Node space, Node limits, const RuleScope& scope) {
  const Node total = limits.find("max_total_trials").resolved();
  const auto most = yaml::asInteger(total);
  if (!most) return;
  const auto size = gridSize(space);
  if (!size || *size <= static_cast<double>(*most)) return;
  scope.add(total.span(), Severity::warning, "rule.grid-size",
            "the grid has " + gridSizeWords(*size) + " combinations, of which only " + std::to_string(*most) +
                " are tried");
}

void checkNotMore(Node limits, std::string_view small, std::string_view large, const RuleScope& scope) {
  const Node value = limits.find(small).resolved();
  const auto less = yaml::asInteger(value);
  const auto more = yaml::asInteger(limits.find(large));
  // Limits begin at 1, which the schema tells.
  if (!less || !more || *less <= *more || *less < 1 || *more < 1) return;
  scope.add(value.span(), Severity::warning, "rule.limits",
            "'" + std::string(small) + "' must not be more than '" + std::string(large) + "', which is " +
                std::to_string(*more));
}

}  // namespace

std::optional<double> gridSize(Node value) {
  const Node space = value.resolved();
  if (space.entries().begin() == space.entries().end()) return std::nullopt;
  double product = 1;
  Combinations combinations;
  for (Entry entry : space.entries()) {
    const auto size = combinations.of(entry.value);
    if (!size) return std::nullopt;
    product *= *size;
  }
  return product;
}

std::string gridSizeWords(double size) {
  if (size > largestGrid) return "more than a trillion";
  return std::to_string(static_cast<long long>(size));
}

void checkLimitOrder(Node value, std::initializer_list<LimitOrder> orders, const RuleScope& scope) {
  const Node limits = value.resolved();
  for (const LimitOrder& order : orders) checkNotMore(limits, order.small, order.large, scope);
}

void checkEarlyTermination(Node value, const std::string& sampling, const RuleScope& scope) {
  const Node policy = value.resolved();
  if (!policy.isMapping()) return;
  if (sampling == "bayesian") {
    scope.add(keySpan(policy), Severity::warning, "rule.early-termination",
              "bayesian sampling takes no early termination");
  }
  if (wordOf(policy.find("type")) != "bandit") return;
  const Node factor = policy.find("slack_factor");
  const Node amount = policy.find("slack_amount");
  if (isWritten(factor) && isWritten(amount)) {
    scope.add(keySpan(amount), Severity::error, "rule.early-termination",
              "a bandit has either a 'slack_factor' or a 'slack_amount', not both");
  } else if (!isWritten(factor) && !isWritten(amount) && !hasMisspelt(policy, "slack_factor") &&
             !hasMisspelt(policy, "slack_amount") && !policy.find("slack")) {
    scope.add(keySpan(policy), Severity::error, "rule.early-termination",
              "a bandit needs a 'slack_factor' or a 'slack_amount'");
  }
  for (Node slack : {factor, amount}) {
    const auto number = readNumber(slack);
    if (number && *number < 0)
      scope.add(slack.span(), Severity::error, "rule.early-termination", "the slack must not be negative");
  }
}

void checkSearchSpace(Node value, Node algorithm, const RuleScope& scope) {
  const Node space = value.resolved();
  if (!space.isMapping()) return;
  checkSpaceTypes(space, samplingOf(algorithm), scope);
  Seen seen;
  for (Entry entry : space.entries()) checkExpression(entry.value, scope, seen, 0);
}

void checkSweepBody(Node sweep, const RuleScope& scope) {
  const Node space = sweep.find("search_space");
  const Node algorithm = sweep.find("sampling_algorithm");
  const Node limits = sweep.find("limits").resolved();
  const std::string sampling = samplingOf(algorithm);
  checkSearchSpace(space, algorithm, scope);
  Seen seen;
  for (Entry entry : space.resolved().entries()) {
    if (entry.value.resolved().isMapping()) checkTruth(entry.value, scope, seen, 0);
  }
  if (sampling == "grid" && limits.isMapping()) checkGridSize(space.resolved(), limits, scope);
  checkEarlyTermination(sweep.find("early_termination"), sampling, scope);
  checkLimitOrder(limits, {{"max_concurrent_trials", "max_total_trials"}, {"trial_timeout", "timeout"}},
                  scope);
  const bool counted = limits.find("max_total_trials") || hasMisspelt(limits, "max_total_trials") ||
                       (!limits && hasMisspelt(sweep, "limits"));
  if (counted || (limits && !limits.isMapping())) return;
  const Node place = limits ? limits : space;
  if (!place.entryKey()) return;
  scope.add(keySpan(place), Severity::warning, "rule.limits",
            "without 'limits.max_total_trials' the SDK refuses the sweep, and the service tries 1000 times");
}

void checkSweepJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  checkSweepBody(job, scope);
  const Node trial = job.find("trial").resolved();
  checkEnvironmentValue(trial.find("environment"), scope);
  checkDistribution(trial, scope);
  checkVariables(trial.find("environment_variables"), scope);
  checkJobPorts(job, scope);
  checkRunIdentity(job.find("identity"), scope);
}

}  // namespace footplate::ide
