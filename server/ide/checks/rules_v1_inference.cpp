// Rules of a v1 inference configuration: the files that it names.
#include <string>

#include "base/path.h"
#include "ide/checks/rule_parts.h"
#include "ide/references.h"
#include "ide/v1_runconfig.h"
#include "schema/placeholder.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// A path of the project; "" for another text.
std::string pathIn(Node value) {
  const Node text = value.resolved();
  if (!text.isScalar() || schema::holdsPlaceholder(text.text())) return "";
  const Reference reference = readReference(text.text(), false);
  return reference.form == Reference::Form::path ? reference.name : "";
}

// Nobody knows from which folder the command is run: what is missing is a warning.
void checkFile(Node value, const std::string& sources, const RuleScope& scope) {
  const std::string path = isWritten(value) ? pathIn(value) : "";
  if (path.empty()) return;
  const std::string below = sources.empty() ? path : joinPath(sources, path);
  if (scope.workspace.exists(v1Path(scope.document, scope.workspace, below))) return;
  const std::string missing = sources.empty() ? "there is no file '" + path + "'"
                                              : "there is no file '" + path + "' in '" + sources +
                                                    "', where 'sourceDirectory' says the files are";
  scope.add(value.span(), Severity::warning, "file.missing",
            isPathOfOneMachine(path) ? missingHere(path) : missing);
}

}  // namespace

void checkInferenceConfig(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  if (!root.isMapping() || !workspace.seesFiles() || document.folder().empty()) return;
  const Node named = root.find("sourceDirectory");
  const std::string sources = isWritten(named) ? pathIn(named) : "";
  if (isWritten(named) && sources.empty()) return;  // filled in later
  if (!sources.empty() && !workspace.exists(v1Path(document, workspace, sources))) {
    scope.add(
        named.span(), Severity::warning, "file.missing",
        isPathOfOneMachine(sources) ? missingHere(sources) : "there is no file or folder '" + sources + "'");
    return;
  }
  for (std::string_view key : {"entryScript", "condaFile", "extraDockerfileSteps", "schemaFile"})
    checkFile(root.find(key), sources, scope);
}

}  // namespace footplate::ide
