// Rules between the fields of a command job.
#include <string>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/checks/variables.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Entry;
using yaml::Node;

// The numbers of a TensorFlow run should add up to its nodes.
void checkTensorFlow(Node distribution, Node resources, const RuleScope& scope) {
  const Node workers = distribution.find("worker_count");
  const auto workerCount = yaml::asInteger(workers);
  if (!workerCount) return;
  const auto servers = yaml::asInteger(distribution.find("parameter_server_count")).value_or(0);
  const Node instances = resources.find("instance_count");
  if (instances && !yaml::asInteger(instances)) return;
  const auto nodes = yaml::asInteger(instances).value_or(1);
  if (*workerCount == nodes || *workerCount + servers == nodes) return;
  scope.add(workers.span(), Severity::warning, "rule.distribution",
            std::to_string(*workerCount) + " workers on " + std::to_string(nodes) +
                (nodes == 1 ? " node" : " nodes") +
                ": 'worker_count' and 'resources.instance_count' should agree");
}

void checkRay(Node distribution, const RuleScope& scope) {
  if (!isWritten(distribution.find("address"))) return;
  for (std::string_view key : {"port", "include_dashboard", "dashboard_port", "head_node_additional_args"}) {
    if (const Node useless = distribution.find(key)) {
      scope.add(keySpan(useless), Severity::warning, "rule.distribution",
                "'" + std::string(key) + "' has no effect with an 'address': no Ray head is started");
    }
  }
}

}  // namespace

void checkDistribution(Node job, const RuleScope& scope) {
  const Node distribution = job.find("distribution").resolved();
  if (!distribution.isMapping()) return;
  const std::string type = toLower(distribution.find("type").text());
  // A job that is named beside what differs of it may say itself how many nodes it has.
  const bool seesNodes = job.find("resources") || !job.find("job");
  if (type == "tensorflow" && seesNodes)
    checkTensorFlow(distribution, job.find("resources").resolved(), scope);
  if (type == "ray") checkRay(distribution, scope);
}

namespace {

bool isLiteralType(Node type) {
  const std::string word = toLower(type.resolved().text());
  return word == "string" || word == "integer" || word == "number" || word == "boolean";
}

// The value of an input in one line, as it is written; "" for another.
std::string writtenValue(Node input, const RuleScope& scope) {
  const Node value = input.find("value");
  const Node given = value ? value : input.find("default");
  if (!given.isScalar() || given.isNull()) return "";
  const std::string written = scope.document.text->substr(given.span().begin, given.span().size());
  return written.find('\n') == std::string::npos ? written : "";
}

// Only components declare plain inputs by their type: azure-ai-ml refuses that in jobs and steps of all
// kinds.
void checkDeclared(Entry entry, Node input, const RuleScope& scope) {
  const std::string name = "input '" + std::string(entry.key.text()) + "'";
  if (!input.find("value") && !input.find("default")) {
    scope.add(entry.key.span(), Severity::warning, "rule.input",
              name + " has no value: a plain value of a job is written by itself, without a 'type'");
    return;
  }
  Issue& issue = scope.add(entry.key.span(), Severity::warning, "rule.input",
                           name + " is declared as in a component: in a job it is the value itself");
  const std::string& text = *scope.document.text;
  const Offset behind = entry.key.span().end;
  const std::string value = writtenValue(input, scope);
  if (value.empty() || entry.value != input || behind >= text.size() || text[behind] != ':') return;
  schema::Fix fix{"write the value itself", {{{behind + 1, input.span().end}, " " + value}}};
  for (Entry one : input.entries()) {
    // Its limits would be lost.
    if (!isOneOf(one.key.text(), {"type", "value", "default", "description"})) fix.isChoice = true;
  }
  issue.fixes.push_back(std::move(fix));
}

void checkInputs(Node job, const RuleScope& scope) {
  // The address of a job above the body of a component: that is told, and its inputs are declared rightly.
  const bool isComponent = job.find("version") || job.find("is_deterministic");
  for (Entry entry : job.find("inputs").resolved().entries()) {
    const Node input = entry.value.resolved();
    if (!input.isMapping() || entry.key.text() == "<<") continue;
    const Node value = input.find("value");
    const Node path = input.find("path");
    checkValueOrPath(input, scope);
    const Node type = input.find("type");
    if (isLiteralType(type) || (!type && !path && input.find("default"))) {
      if (!isComponent) checkDeclared(entry, input, scope);
      continue;
    }
    if (!value && !path && !input.find("default") && !hasMisspelt(input, "path") &&
        !hasMisspelt(input, "value") && !yaml::asBoolean(input.find("optional").resolved()).value_or(false)) {
      scope.add(entry.key.span(), Severity::warning, "rule.input",
                "input '" + std::string(entry.key.text()) + "' has no 'path', so there is nothing to read");
    }
  }
}

void checkOutputs(Node outputs, const RuleScope& scope) {
  for (Entry entry : outputs.resolved().entries()) {
    const Node output = entry.value.resolved();
    const Node version = output.find("version");
    if (!version || output.find("name") || hasMisspelt(output, "name")) continue;
    scope.add(keySpan(version), Severity::error, "rule.output-version",
              "'version' of an output wants the 'name' it is registered under");
  }
}

}  // namespace

void checkValueOrPath(Node input, const RuleScope& scope) {
  const Node value = input.find("value");
  if (value && input.find("path"))
    scope.add(keySpan(value), Severity::error, "rule.input",
              "an input has either a 'value' or a 'path', not both");
}

void checkJobPorts(Node job, const RuleScope& scope) {
  checkInputs(job, scope);
  checkOutputs(job.find("outputs"), scope);
}

namespace {

// A component gives the job what it would have to say itself. The service runs one in a pipeline only.
void checkJobComponent(Node job, const RuleScope& scope) {
  const Node component = job.find("component");
  if (!component) return;
  std::erase_if(scope.issues, [&](const Issue& issue) {
    return issue.code == "schema.missing-key" &&
           (issue.message == "missing key 'command'" || issue.message == "missing key 'environment'");
  });
  if (job.find("command")) {
    scope.add(keySpan(component), Severity::error, "rule.job-component",
              "a job has either a 'component' or a 'command', not both");
    return;
  }
  scope.add(keySpan(component), Severity::warning, "rule.job-component",
            "the service takes 'component' in a step of a pipeline only, it runs on this machine; for the "
            "service write a pipeline of one step");
}

}  // namespace

void checkCommandJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  checkJobComponent(job, scope);
  checkEnvironmentValue(job.find("environment"), scope);
  checkDistribution(job, scope);
  checkJobPorts(job, scope);
  checkRunIdentity(job.find("identity"), scope);
  checkVariables(job.find("environment_variables"), scope);
}

}  // namespace footplate::ide
