// Files that are named and not there yet.
#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/invocations.h"
#include "ide/quickfixes/places.h"
#include "ide/quickfixes/repairs.h"
#include "ide/references.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::string_view condaText =
    "name: environment\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.10\n  - pip\n";

void offerFile(const RepairPlace& place, const std::string& path, std::string_view text,
               std::vector<CodeAction>& found) {
  const Workspace& workspace = place.scope.workspace;
  if (path.empty() || workspace.look(path) != FileKind::missing) return;
  const bool isInProject = workspace.root().empty() || isInside(path, workspace.root());
  if (!isInProject || !workspace.isFolder(parentPath(path))) return;
  CodeAction action;
  action.title = "make the file '" + relativePath(path, place.document().folder()) + "'";
  action.newFiles.push_back({path, std::string(text)});
  found.push_back(std::move(action));
}

// The ignore file of "'*.py' in line 3 of /p/.amlignore"; "" for another text.
std::string fileOfRule(const std::string& rule) {
  constexpr std::string_view before = " of ";
  const std::size_t line = rule.rfind("' in line ");
  const std::size_t at = line == std::string::npos ? line : rule.find(before, line);
  return at == std::string::npos ? "" : rule.substr(at + before.size());
}

}  // namespace

// The line that takes a script in again; it is no help where a folder around the script is left out.
void repairIgnoredFile(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Workspace& workspace = place.scope.workspace;
  if (!place.scope.createsFiles) return;
  for (const ScriptFile& script : scriptFiles(place.document(), workspace)) {
    if (script.span != place.issue.span || script.code.empty()) continue;
    const std::string rule = workspace.leftOutBy(script.code, script.path);
    const std::string file = fileOfRule(rule);
    const auto text = file.empty() ? nullptr : workspace.read(file);
    const std::string folder = parentPath(script.path);
    const bool isFolderOut = rule.find("/' in line ") != std::string::npos ||
                             (folder != script.code && !workspace.leftOutBy(script.code, folder).empty());
    const bool isInProject = workspace.root().empty() || isInside(file, workspace.root());
    if (!text || isFolderOut || !isInProject || !isInside(script.path, parentPath(file))) return;
    const std::string line = "!/" + relativePath(script.path, parentPath(file));
    const bool isEnded = text->empty() || text->ends_with('\n');
    CodeAction action;
    action.title = "take it in again by '" + line + "' in '" + fileName(file) + "'";
    action.moreLines.push_back({file, (isEnded ? "" : "\n") + line + "\n"});
    found.push_back(std::move(action));
    return;
  }
}

// A conda file gets the least that makes one; a script is its author's.
void repairMissingFile(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Document& document = place.document();
  if (!place.scope.createsFiles || document.folder().empty()) return;
  const Node value = place.node;
  if (!value.isKey() && value.entryKey().text() == "conda_file" && value.isScalar()) {
    const Reference file = readReference(value.text(), false);
    if (file.form == Reference::Form::path)
      offerFile(place, joinPath(document.folder(), file.name), condaText, found);
    return;
  }
  for (const ScriptFile& script : scriptFiles(document, place.scope.workspace)) {
    if (script.span == place.issue.span && script.path.ends_with(".py") && !script.code.empty())
      return offerFile(place, script.path, "", found);
  }
}

}  // namespace footplate::ide
