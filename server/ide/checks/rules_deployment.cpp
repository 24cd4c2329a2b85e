// Rules of endpoints and their deployments, and of packed models.
#include <algorithm>
#include <initializer_list>
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

constexpr std::size_t shortestName = 3;
constexpr std::size_t longestName = 32;
constexpr std::int64_t wholeTraffic = 100;
constexpr std::int64_t mostMirrored = 50;

// The word of an enumeration, whichever way its parts are put together: `aml_token` and `AMLToken`.
std::string wordOf(Node value) {
  const Node word = value.resolved();
  return word.isScalar() ? replaceAll(toLower(word.text()), "_", "") : "";
}

bool isEndpointName(std::string_view text) {
  return !text.empty() && isLetter(text.front()) && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return isLetter(c) || isDigit(c) || c == '-'; });
}

void checkEndpointName(Node name, const RuleScope& scope) {
  const Node value = name.resolved();
  const std::string_view text = value.isScalar() ? value.text() : std::string_view();
  if (text.empty() || schema::isUnfinished(text) || text.find(' ') != std::string_view::npos) return;
  if (isEndpointName(text)) {
    if (text.size() < shortestName || text.size() > longestName)
      scope.add(value.span(), Severity::warning, "rule.endpoint",
                "an endpoint's name has 3 to 32 characters, this one has " + std::to_string(text.size()));
    return;
  }
  Issue& issue = scope.add(
      value.span(), Severity::error, "rule.endpoint",
      "an endpoint's name is part of its address: letters, digits and '-', beginning with a letter");
  const std::string wanted = wordsJoinedBy('-', text);
  if (isEndpointName(wanted) && value.isPlain())
    issue.fixes.push_back({"change to '" + wanted + "'", {{value.span(), wanted}}});
}

void checkTraffic(Node traffic, const RuleScope& scope) {
  const Node parts = traffic.resolved();
  if (!parts.isMapping() || parts.size() == 0) return;
  std::int64_t sum = 0;
  for (Entry entry : parts.entries()) {
    const auto part = yaml::asInteger(entry.value.resolved());
    if (!part) return;
    sum += *part;
  }
  if (sum != 0 && sum != wholeTraffic)
    scope.add(keySpan(traffic), Severity::error, "rule.endpoint",
              "the parts of the traffic make " + std::to_string(sum) + " percent in all, 100 or 0 is wanted");
}

void checkMirror(Node mirror, const RuleScope& scope) {
  const Node parts = mirror.resolved();
  if (!parts.isMapping()) return;
  if (parts.size() > 1)
    scope.add(keySpan(mirror), Severity::error, "rule.endpoint",
              "requests are copied to one deployment only");
  for (Entry entry : parts.entries()) {
    const auto part = yaml::asInteger(entry.value.resolved());
    if (part && *part > mostMirrored && *part <= wholeTraffic)
      scope.add(entry.value.span(), Severity::error, "rule.endpoint",
                "at most 50 percent of the requests are copied");
  }
}

// Names that the command line may give instead of the file.
void checkNames(Node root, std::initializer_list<std::string_view> keys, const RuleScope& scope) {
  const Node first = root.find("$schema");
  for (std::string_view key : keys) {
    if (root.find(key) || hasMisspelt(root, key)) continue;
    const std::string option = "--" + replaceAll(std::string(key), "_", "-");
    scope.add(first ? keySpan(first) : keySpan(root), Severity::hint, "rule.command-line",
              "there is no '" + std::string(key) + "', so the command line has to give it by " + option);
  }
}

void checkModelInPlace(Node model, const RuleScope& scope) {
  const Node value = model.resolved();
  if (!value.isMapping() || isWritten(value.find("path")) || hasMisspelt(value, "path")) return;
  scope.add(
      keySpan(model), Severity::error, "rule.deployment",
      "a model in place wants the 'path' where it lies; one of the workspace is 'azureml:NAME:VERSION'");
}

void checkCode(Node root, const RuleScope& scope) {
  const Node code = root.find("code_configuration");
  const Node value = code.resolved();
  if (!value.isMapping()) return;
  const bool script = isWritten(value.find("scoring_script")) ||
                      isWritten(value.find("scoring_script_path")) || hasMisspelt(value, "scoring_script");
  if (isWritten(value.find("code")) && !script)
    scope.add(keySpan(code), Severity::error, "rule.deployment",
              "'code' wants the 'scoring_script' in it that answers");
  if (!isWritten(value.find("code")) && script && !hasMisspelt(value, "code"))
    scope.add(keySpan(code), Severity::error, "rule.deployment",
              "'scoring_script' wants the 'code' folder that it lies in");
}

void checkScale(Node root, bool managed, const RuleScope& scope) {
  const Node scale = root.find("scale_settings").resolved();
  if (!scale.isMapping()) return;
  checkLeastAndMost(scale, scope);
  const Node type = scale.find("type");
  if (managed && wordOf(type) == "targetutilization")
    scope.add(type.span(), Severity::warning, "rule.deployment",
              "managed deployments scale by Azure Monitor; 'target_utilization' is for 'type: kubernetes'");
}

void checkBatchWork(Node root, const RuleScope& scope) {
  const std::string type = toLower(root.find("type").resolved().text());
  const Node component = root.find("component");
  const Node job = root.find("job_definition");
  if (component && job)
    scope.add(keySpan(job), Severity::error, "rule.deployment",
              "the pipeline is given by 'component' or by 'job_definition', not by both");
  if (type == "pipeline" && !component && !job && !hasMisspelt(root, "component"))
    scope.add(keySpan(root.find("type")), Severity::error, "rule.deployment",
              "'type: pipeline' wants the 'component' that does the work");
  if (type == "model" && (component || job))
    scope.add(keySpan(component ? component : job), Severity::error, "rule.deployment",
              "a pipeline wants 'type: pipeline'");
  for (Entry entry : root.find("settings").resolved().entries()) {
    if (!entry.key.isScalar() || entry.key.text() == "environment_variables") continue;
    if (const Node twice = root.find(entry.key.text()))
      scope.add(keySpan(twice), Severity::warning, "rule.deployment",
                "'" + std::string(entry.key.text()) + "' stands under 'settings' as well");
  }
}

// The environment and its variables.
void checkSurroundings(Node root, const RuleScope& scope) {
  // One in place may have a name here: then it is registered by the way.
  const Node environment = root.find("environment").resolved();
  if (environment.isMapping())
    checkEnvironmentBody(environment, scope);
  else
    checkEnvironmentValue(root.find("environment"), scope);
  checkSecretVariables(root.find("environment_variables"), scope);
}

}  // namespace

void checkEndpoint(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  checkEndpointName(root.find("name"), scope);
  checkIdentity(root.find("identity"), scope, 1);
  checkTraffic(root.find("traffic"), scope);
  checkMirror(root.find("mirror_traffic"), scope);
  const Node mode = root.find("auth_mode");
  const std::string word = wordOf(mode);
  if (document.kind == "batchEndpoint" && (word == "key" || word == "amltoken"))
    scope.add(mode.span(), Severity::warning, "rule.endpoint", "batch endpoints know 'aad_token' alone");
}

void checkDeployment(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  if (!root.isMapping()) return;
  checkNames(root, {"name", "endpoint_name"}, scope);
  checkModelInPlace(root.find("model"), scope);
  checkCode(root, scope);
  checkSurroundings(root, scope);
  if (document.kind == "batchDeployment") return checkBatchWork(root, scope);
  const bool managed = toLower(root.find("type").resolved().text()) != "kubernetes";
  checkScale(root, managed, scope);
  if (managed && root.find("resources"))
    scope.add(keySpan(root.find("resources")), Severity::error, "rule.deployment",
              "'resources' are for 'type: kubernetes'; a managed deployment has an 'instance_type'");
}

void checkDeploymentTemplate(const Document& document, const Workspace& workspace,
                             std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  if (!root.isMapping()) return;
  checkNames(root, {"name", "version"}, scope);
  checkSurroundings(root, scope);
}

void checkModelPackage(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node server = document.yaml().root().find("inferencing_server").resolved();
  checkCode(server, scope);
}

}  // namespace footplate::ide
