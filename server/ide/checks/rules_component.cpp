// Rules between the fields of a component.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "schema/placeholder.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Entry;
using yaml::Node;

constexpr std::size_t longestName = 255;

// Ports become variables of the process on some compute targets.
constexpr std::array<std::string_view, 7> takenNames{
    "path", "ld_library_path", "user", "logname", "home", "pwd", "shell"};

bool isSmallName(std::string_view name) {
  if (name.empty() || name.front() < 'a' || name.front() > 'z') return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

// Pipelines take a component without one by its path.
void checkNamed(Node component, const RuleScope& scope) {
  if (component.size() == 0 || component.find("name") || hasMisspelt(component, "name")) return;
  scope.add(
      (*component.entries().begin()).key.span(), Severity::hint, "rule.command-line",
      "there is no 'name': pipelines take this file by its path, and to register it the command line has to "
      "give one by --name");
}

void checkName(Node name, const RuleScope& scope) {
  const Node value = name.resolved();
  if (!value.isScalar() || value.text().empty()) return;
  const std::string_view text = value.text();
  if (text.size() > longestName) {
    scope.add(value.span(), Severity::warning, "rule.component-name",
              "a component's name has at most 255 characters");
    return;
  }
  if (isSmallName(text) || schema::isUnfinished(text)) return;
  Issue& issue = scope.add(value.span(), Severity::warning, "rule.component-name",
                           "the SDK takes names of small letters, digits and '_' only, that begin with a "
                           "letter; the service is laxer");
  const std::string wanted = wordsJoinedBy('_', toLower(text));
  if (isSmallName(wanted) && value.isPlain())
    issue.fixes.push_back({"change to '" + wanted + "'", {{value.span(), wanted}}});
}

void checkPortName(Node key, const RuleScope& scope) {
  for (std::string_view taken : takenNames) {
    if (toLower(key.text()) == taken)
      scope.add(key.span(), Severity::warning, "rule.port-name",
                "'" + std::string(key.text()) + "' is a variable of every process; choose another name");
  }
}

// A number, also one in quotes or in a form that YAML 1.1 takes for text (3e-04).
std::optional<double> numberOf(Node node) {
  const Node value = node.resolved();
  if (!value.isScalar()) return std::nullopt;
  if (const auto number = yaml::asNumber(value)) return number;
  const std::string text(value.text());
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const bool all = !text.empty() && end == text.c_str() + text.size() && std::isfinite(number);
  return all ? std::optional<double>(number) : std::nullopt;
}

void checkLimit(Node input, std::string_view name, const std::string& type, const RuleScope& scope) {
  const Node limit = input.find(name);
  if (!isWritten(limit)) return;
  if (type != "integer" && type != "number") {
    scope.add(keySpan(limit), Severity::warning, "rule.component-input",
              "'" + std::string(name) + "' has no effect on an input of type '" + type + "'");
  } else if (!numberOf(limit) && !schema::holdsPlaceholder(limit.resolved().text())) {
    scope.add(limit.span(), Severity::error, "rule.component-input",
              "'" + std::string(name) + "' is a number");
  }
}

void defaultIssue(Node value, const RuleScope& scope, std::string message) {
  scope.add(value.span(), Severity::error, "rule.component-default", std::move(message));
}

void checkNumberDefault(Node input, Node value, bool whole, const RuleScope& scope) {
  const auto number = numberOf(value);
  const std::string text(value.resolved().text());
  if (!number || (whole && *number != std::floor(*number))) {
    defaultIssue(value, scope,
                 "the default '" + text + "' is no " + (whole ? "whole number" : "number") +
                     ", which is the input's type");
    return;
  }
  const auto least = numberOf(input.find("min"));
  const auto most = numberOf(input.find("max"));
  if (least && *number < *least) {
    defaultIssue(value, scope,
                 "the default " + text + " is below 'min', which is " +
                     std::string(input.find("min").resolved().text()));
  } else if (most && *number > *most) {
    defaultIssue(value, scope,
                 "the default " + text + " is above 'max', which is " +
                     std::string(input.find("max").resolved().text()));
  }
}

bool isBooleanText(Node value) {
  const std::string text = toLower(value.resolved().text());
  return text == "true" || text == "false" || yaml::asBoolean(value.resolved());
}

void checkDefault(Node input, const std::string& type, const RuleScope& scope) {
  const Node value = input.find("default");
  if (!isWritten(value) || !value.resolved().isScalar() || schema::holdsPlaceholder(value.resolved().text()))
    return;
  if (type == "integer" || type == "number")
    return checkNumberDefault(input, value, type == "integer", scope);
  if (type == "boolean" && !isBooleanText(value))
    defaultIssue(value, scope, "the default of a boolean input is 'true' or 'false'");
}

void checkEnum(Node input, const std::string& type, const RuleScope& scope) {
  const Node values = input.find("enum");
  if (!values.resolved().isSequence()) return;
  if (type != "string") {
    scope.add(keySpan(values), Severity::warning, "rule.component-input",
              "'enum' is for inputs of type 'string'" +
                  std::string(type == "boolean" ? "" : ", numbers have 'min' and 'max'"));
    return;
  }
  const Node value = input.find("default");
  if (!isWritten(value) || !value.resolved().isScalar() || schema::holdsPlaceholder(value.resolved().text()))
    return;
  std::vector<std::string> words;
  for (Node word : values.resolved().items()) words.emplace_back(word.resolved().text());
  const std::string text(value.resolved().text());
  // A default of true is the text 'True' to the SDK.
  const bool anyCase = isBooleanText(value);
  const auto isValue = [&](const std::string& word) {
    return anyCase ? equalsIgnoreCase(word, text) : word == text;
  };
  if (words.empty() || std::ranges::any_of(words, isValue)) return;
  Issue& issue = scope.add(value.span(), Severity::error, "rule.component-default",
                           "the default '" + text + "' is none of the values of 'enum'");
  const std::string near = nearestName(text, words);
  if (!near.empty() && value.resolved().isPlain()) {
    issue.message += ", did you mean '" + near + "'?";
    issue.fixes.push_back({"change to '" + near + "'", {{value.span(), near}}});
  }
}

// A backslash at the end of a line: a shell goes on there, the service refuses it.
void checkContinuation(Node command, const RuleScope& scope) {
  const Node value = command.resolved();
  if (!value.isScalar() || value.text().find('\\') == std::string_view::npos) return;
  const Span span = value.span();
  const std::string_view text = std::string_view(*scope.document.text).substr(span.begin, span.size());
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 1)) {
    const std::string_view rest = text.substr(at + 1, 2);
    if (!rest.starts_with('\n') && rest != "\r\n") continue;
    const auto place = static_cast<Offset>(span.begin + at);
    scope.add({place, place + 1}, Severity::warning, "rule.line-continuation",
              "the service refuses a command with '\\' at the end of a line; write '>-' behind 'command:' "
              "and leave it out");
    return;
  }
}

void checkPorts(Node component, const RuleScope& scope) {
  for (std::string_view group : {"inputs", "outputs"}) {
    for (Entry entry : component.find(group).resolved().entries()) {
      if (!entry.key.isScalar() || entry.key.text() == "<<") continue;
      checkPortName(entry.key, scope);
      if (group == "inputs" && entry.value.resolved().isMapping())
        checkTypedInput(entry.value.resolved(), scope);
    }
  }
}

}  // namespace

void checkTypedInput(Node input, const RuleScope& scope) {
  const std::string type = toLower(input.find("type").resolved().text());
  if (type != "integer" && type != "number" && type != "string" && type != "boolean") return;
  for (std::string_view limit : {"min", "max"}) checkLimit(input, limit, type, scope);
  const auto least = numberOf(input.find("min"));
  const auto most = numberOf(input.find("max"));
  if (least && most && *least > *most)
    scope.add(input.find("max").span(), Severity::error, "rule.component-input",
              "'max' is smaller than 'min'");
  checkDefault(input, type, scope);
  checkEnum(input, type, scope);
}

// A component that is written in place: what is told of one in a file, but for its name.
void checkInlineComponent(Node component, const std::string& type, const RuleScope& scope) {
  checkPorts(component, scope);
  if (type == "pipeline") {
    // Steps that stand elsewhere are told there; they may even hold this component.
    const Node jobs = component.find("jobs");
    if (jobs.isMapping() && jobs.parent() == component) checkPipelineSteps(jobs, scope);
    return;
  }
  checkIncludes(component, scope);
  if (type == "parallel") checkParallelBody(component, scope);
  if (type == "spark") checkSparkSettings(component, scope);
  checkContinuation(component.find("command"), scope);
  if (type != "parallel") checkEnvironmentValue(component.find("environment"), scope);
  checkDistribution(component, scope);
  checkSecretVariables(component.find("environment_variables"), scope);
  checkSecretVariables(component.find("conf"), scope);
}

void checkComponent(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node component = document.yaml().root();
  if (!component.isMapping()) return;
  checkNamed(component, scope);
  checkName(component.find("name"), scope);
  checkPorts(component, scope);
  if (document.kind == "pipelineComponent") return checkPipelineSteps(component.find("jobs"), scope);
  checkIncludes(component, scope);
  if (document.kind == "parallelComponent") checkParallelBody(component, scope);
  checkContinuation(component.find("command"), scope);
  checkEnvironmentValue(component.find("environment"), scope);
  checkDistribution(component, scope);
  checkSecretVariables(component.find("environment_variables"), scope);
  if (document.kind == "sparkComponent") checkSecretVariables(component.find("conf"), scope);
}

}  // namespace footplate::ide
