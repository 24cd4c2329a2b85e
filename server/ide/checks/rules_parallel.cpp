// Rules of parallel jobs, as steps of a pipeline and in files of their own.
#include <string>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"

namespace footplate::ide {

using schema::Issue;
using yaml::Node;

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
  const Node rows = task.find("append_row_to").resolved();
  if (rows.isScalar() && rows.text().starts_with("${{inputs."))
    scope.add(rows.span(), Severity::error, "rule.parallel",
              "rows are written to an output, '${{outputs.NAME}}' is meant");
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
}

}  // namespace footplate::ide
