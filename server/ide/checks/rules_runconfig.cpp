// Rules between the fields of a v1 run configuration, and of the project's own settings.
#include <array>
#include <string>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/codes.h"
#include "ide/suppression.h"
#include "ide/v1_runconfig.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Entry;
using yaml::Node;

// A value of one key that wants the settings under another key.
struct Need {
  std::string_view key;
  std::string_view value;  // lower case
  std::string_view wanted;
};

constexpr std::array<Need, 7> needs{{
    {"framework", "pyspark", "spark"},
    {"framework", "tensorflow", "tensorflow"},
    {"communicator", "mpi", "mpi"},
    {"communicator", "openmpi", "mpi"},
    {"communicator", "intelmpi", "mpi"},
    {"target", "amlcompute", "amlcompute"},
    {"target", "containerinstance", "containerInstance"},
}};

Node findIgnoringCase(Node mapping, std::string_view name) {
  for (Entry entry : mapping.entries()) {
    if (entry.key.isScalar() && equalsIgnoreCase(entry.key.text(), name)) return entry.value;
  }
  return {};
}

void checkNeeds(Node root, const RuleScope& scope) {
  for (const Need& need : needs) {
    const Node value = root.find(need.key);
    if (toLower(value.resolved().text()) != need.value || isWritten(findIgnoringCase(root, need.wanted)))
      continue;
    if (hasMisspelt(root, need.wanted)) continue;
    scope.add(value.span(), Severity::warning, "rule.runconfig",
              "'" + std::string(need.key) + ": " + std::string(value.resolved().text()) +
                  "' wants the settings of '" + std::string(need.wanted) + "'");
  }
}

void checkPython(Node python, const RuleScope& scope) {
  const auto managed = yaml::asBoolean(python.find("userManagedDependencies"));
  if (!managed) return;
  const Node key = python.find("userManagedDependencies");
  const bool conda =
      isWritten(python.find("condaDependenciesFile")) || isWritten(python.find("condaDependencies"));
  if (*managed && !isWritten(python.find("interpreterPath"))) {
    scope.add(keySpan(key), Severity::warning, "rule.runconfig",
              "packages of your own want the 'interpreterPath' of the Python that has them");
  }
  if (!*managed && !conda && !hasMisspelt(python, "condaDependenciesFile")) {
    scope.add(keySpan(key), Severity::information, "rule.runconfig",
              "no conda file is named, so the script gets Python without packages");
  }
  if (const Node definition = python.find("condaDependencies").resolved(); definition.isMapping())
    checkConda(definition, scope);
}

void checkRegistry(Node registry, const RuleScope& scope) {
  const Node user = registry.find("username");
  const Node password = registry.find("password");
  if (isWritten(user) && !isWritten(password)) {
    scope.add(keySpan(user), Severity::warning, "rule.runconfig", "'username' wants a 'password'");
  }
  checkSecretVariables(registry, scope);
}

// Elsewhere than in `.azureml` nobody knows from which folder the command is run.
void checkPathOfRun(Node path, const std::string& folder, const RuleScope& scope) {
  const std::size_t before = scope.issues.size();
  checkPathExists(path, folder, scope);
  if (scope.issues.size() > before && !isInSettingsFolder(scope.document))
    scope.issues.back().severity = Severity::warning;
}

}  // namespace

void checkRunconfig(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  if (!root.isMapping()) return;
  const Node script = root.find("script");
  if (!script && !root.find("command") && !hasMisspelt(root, "script")) {
    const Node first = (*root.entries().begin()).key;
    scope.add(first.span(), Severity::warning, "rule.runconfig",
              "neither 'script' nor 'command' says what to run");
  }
  checkNeeds(root, scope);
  const std::string folder = sourceFolderOf(document, workspace);
  if (isWritten(script)) checkPathOfRun(script, folder, scope);
  const Node environment = root.find("environment").resolved();
  const Node python = environment.find("python").resolved();
  // A template names the file even where the packages are the user's own business and it is never read.
  const bool managed = yaml::asBoolean(python.find("userManagedDependencies")).value_or(false);
  if (const Node conda = python.find("condaDependenciesFile");
      !managed && isWritten(conda) && !workspace.exists(v1Path(document, workspace, conda.resolved().text())))
    checkPathOfRun(conda, folder, scope);
  checkPython(python, scope);
  checkRegistry(environment.find("docker").resolved().find("baseImageRegistry").resolved(), scope);
  checkSecretVariables(environment.find("environmentVariables"), scope);
}

void checkProjectSettings(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const std::string folder = document.folder();
  const std::string project = fileName(folder) == ".footplate" ? parentPath(folder) : folder;
  for (std::string_view group : {"mirrors", "datastores"}) {
    for (Entry entry : document.yaml().root().find(group).resolved().entries()) {
      if (isWritten(entry.value)) checkPathExists(entry.value, project, scope);
    }
  }
  for (Entry entry : document.yaml().root().find("severity").resolved().entries()) {
    const std::string_view code = entry.key.text();
    if (!findCode(code) && !isFamily(code)) issues.push_back(unknownCode(code, entry.key.span()));
  }
}

}  // namespace footplate::ide
