// `additional_includes` of a component: each needs a place of its own beside what is in its code.
#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/additional_includes.h"
#include "ide/checks/rule_parts.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// Where an include is told of: itself, or what the component is called where it stands in the file beside it.
Span placeOf(const Include& include, Node component) {
  if (include.file.empty()) return include.span;
  const Node name = component.find("name");
  return name ? name.span() : (*component.entries().begin()).key.span();
}

std::string nameOf(const Include& include) {
  const std::string name = "'" + include.written + "'";
  if (include.file.empty()) return name;
  return name + " of " + fileName(include.file) + ":" + std::to_string(include.line);
}

void checkInclude(const Include& include, Node component, const std::string& code, const RuleScope& scope) {
  const Workspace& workspace = scope.workspace;
  const Span place = placeOf(include, component);
  const std::string name = fileName(include.path);
  if (name.empty()) {
    scope.add(place, Severity::error, "rule.include-clash",
              "the root folder cannot be put beside the code; name a folder or file below it");
    return;
  }
  const bool isThere = workspace.exists(include.path) || !folderToPack(include.path, workspace).empty();
  // One in the component itself is looked for with all other paths.
  if (!isThere && !include.file.empty()) {
    scope.add(place, Severity::error, "file.missing",
              "no file or folder " + nameOf(include) + " (looked for " + include.path + ")");
  }
  const std::string there = code.empty() ? "" : joinPath(code, name);
  if (!isThere || there.empty() || !workspace.isFolder(code) || !workspace.exists(there)) return;
  scope.add(place, Severity::error, "rule.include-clash",
            nameOf(include) + " would be put at " + there + ", which is there already; rename one of them");
}

}  // namespace

void checkIncludes(Node component, const RuleScope& scope) {
  const std::string folder = scope.document.folder();
  if (!scope.workspace.seesFiles() || folder.empty() || component.entries().empty()) return;
  const std::string written(trim(component.find("code").resolved().text()));
  const std::string code = written.empty() || !uriScheme(written).empty() ? "" : joinPath(folder, written);
  for (const Include& include : additionalIncludes(component, folder, scope.document.path, scope.workspace)) {
    if (!include.written.empty() && uriScheme(include.written).empty())
      checkInclude(include, component, code, scope);
  }
}

}  // namespace footplate::ide
