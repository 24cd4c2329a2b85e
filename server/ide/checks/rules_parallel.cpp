// Rules of parallel jobs, as steps of a pipeline and in files of their own.
#include <string>

#include "base/strings.h"
#include "ide/checks/binding_checks.h"
#include "ide/checks/rule_parts.h"

namespace footplate::ide {

using schema::Issue;
using yaml::Node;

namespace {
constexpr const char* inputWanted = "what is cut into mini batches is an input, '${{inputs.NAME}}' is meant";
constexpr const char* outputWanted = "rows are written to an output, '${{outputs.NAME}}' is meant";

// A value that names a port of the job, and does so without the brackets of an expression.
void checkPortName(Node value, Node ports, const std::string& group, const char* wanted,
                   const RuleScope& scope) {
  if (!value.isScalar() || !isWritten(value) || value.text().find("${{") != std::string_view::npos) return;
  std::string name = bareName(value.text());
  if (name.starts_with(group + ".")) name.erase(0, group.size() + 1);
  if (name.empty() || !ports.resolved().find(name)) {
    scope.add(value.span(), Severity::warning, "rule.parallel", wanted);
    return;
  }
  const std::string words = "${{" + group + "." + name + "}}";
  Issue& issue = scope.add(value.span(), Severity::warning, "binding.braces",
                           "nothing is filled in here, '" + words + "' is meant");
  issue.fixes.push_back({"change to '" + words + "'", {{value.span(), words}}});
}

void checkRows(Node rows, Node parallel, const RuleScope& scope) {
  constexpr std::string_view input = "${{inputs.";
  const std::string_view text = rows.text();
  if (rows.isScalar() && text.starts_with(input)) {
    // Where there is no such input, that is told.
    const std::string_view name = text.substr(input.size(), text.find('}') - input.size());
    if (!parallel.find("inputs").resolved().find(name)) return;
    scope.add(rows.span(), Severity::error, "rule.parallel", outputWanted);
    return;
  }
  // Names in other brackets are told with those of the command.
  const bool bracketed = text.find_first_of("{(") != std::string_view::npos;
  if (!bracketed) checkPortName(rows, parallel.find("outputs"), "outputs", outputWanted, scope);
}
}  // namespace

void checkParallelBody(Node parallel, const RuleScope& scope) {
  const Node task = parallel.find("task").resolved();
  checkEnvironmentValue(task.find("environment"), scope);
  const std::string type = toLower(task.find("type").resolved().text());
  const bool runs = type == "run_function" || type == "function";
  if (runs && !task.find("entry_script") && !hasMisspelt(task, "entry_script")) {
    scope.add(keySpan(task), Severity::warning, "rule.parallel",
              "'" + type + "' needs the 'entry_script' whose 'run' is called");
  }
  if (type == "model" && !task.find("model") && !hasMisspelt(task, "model"))
    scope.add(keySpan(task), Severity::warning, "rule.parallel",
              "'type: model' needs the 'model' that is asked");
  const Node size = parallel.find("mini_batch_size");
  const Node keys = parallel.find("partition_keys");
  if (size && keys) {
    scope.add(keySpan(size), Severity::warning, "rule.parallel",
              "'mini_batch_size' has no effect with 'partition_keys'");
  }
  checkPortName(parallel.find("input_data").resolved(), parallel.find("inputs"), "inputs", inputWanted,
                scope);
  checkRows(task.find("append_row_to").resolved(), parallel, scope);
  if (!parallel.find("input_data") && task.isMapping() && !hasMisspelt(parallel, "input_data")) {
    scope.add(keySpan(task), Severity::warning, "rule.parallel",
              "'input_data' is missing, which says what is cut into mini batches");
  }
}

void checkParallelJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  if (const Node type = job.find("type")) {
    scope.add(type.span(), Severity::error, "rule.job-type",
              "a parallel job does not run from a file of its own: make it a step of a pipeline");
  }
  checkParallelBody(job, scope);
  checkJobPorts(job, scope);
  checkRunIdentity(job.find("identity"), scope);
  checkSecretVariables(job.find("environment_variables"), scope);
}

}  // namespace footplate::ide
