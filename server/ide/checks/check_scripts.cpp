#include "ide/checks/check_scripts.h"

#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/invocations.h"

namespace footplate::ide {
namespace {

// Further folders are put beside the code, with scripts that are not in it.
bool takesMoreAlong(const Document& document, const Workspace& workspace) {
  if (document.text->find("additional_includes") != std::string::npos) return true;
  const std::string beside = joinPath(document.folder(), fileStem(document.path) + ".additional_includes");
  return workspace.exists(beside);
}

// The file of the folder that was most likely meant, "" for none.
std::string nearScript(const ScriptFile& script, const Workspace& workspace) {
  std::vector<std::string> names;
  for (const FolderEntry& entry : workspace.list(parentPath(script.path))) {
    if (!entry.isFolder) names.push_back(entry.name);
  }
  return nearestFileName(fileName(script.path), names);
}

}  // namespace

void checkScripts(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues) {
  for (const ScriptFile& script : scriptFiles(document, workspace)) {
    if (!isInside(script.path, script.code)) continue;
    const FileKind kind = workspace.look(script.path);
    const std::string name = relativePath(script.path, script.code);
    if (kind == FileKind::missing && script.first && !takesMoreAlong(document, workspace)) {
      const std::string near = nearScript(script, workspace);
      const std::string more = near.empty() ? "" : ", did you mean '" + near + "'?";
      issues.push_back({script.span,
                        Severity::warning,
                        "file.missing",
                        "there is no '" + name + "' in the code folder" + more,
                        {}});
      const std::string written = document.text->substr(script.span.begin, script.span.size());
      if (!near.empty() && written == fileName(script.path))
        issues.back().fixes.push_back({"change to '" + near + "'", {{script.span, near}}});
    }
    if (kind != FileKind::file) continue;
    if (const std::string rule = workspace.leftOutBy(script.code, script.path); !rule.empty()) {
      issues.push_back({script.span,
                        Severity::warning,
                        "file.ignored",
                        "'" + name + "' is not sent with the code: " + rule + " leaves it out",
                        {}});
    }
  }
}

}  // namespace footplate::ide
