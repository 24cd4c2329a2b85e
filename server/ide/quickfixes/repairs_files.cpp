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

// A path as a pattern that means it alone.
std::string asPattern(std::string_view path) {
  std::string pattern;
  for (const char c : path) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace

// The line that takes a script in again; it is no help where a folder around the script is left out.
void repairIgnoredFile(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Workspace& workspace = place.scope.workspace;
  if (!place.scope.createsFiles) return;
  for (const ScriptFile& script : scriptFiles(place.document(), workspace)) {
    if (script.span != place.issue.span || script.code.empty()) continue;
    const std::optional<IgnoreLine> rule = workspace.leftOutBy(script.code, script.path);
    const auto text = rule ? workspace.read(rule->file) : nullptr;
    if (!text) return;
    const std::string folder = parentPath(script.path);
    const bool isFolderOut =
        rule->pattern.ends_with('/') || (folder != script.code && workspace.leftOutBy(script.code, folder));
    const bool isInProject = workspace.root().empty() || isInside(rule->file, workspace.root());
    if (isFolderOut || !isInProject || !isInside(script.path, parentPath(rule->file))) return;
    const std::string line = "!/" + asPattern(relativePath(script.path, parentPath(rule->file)));
    const bool isEnded = text->empty() || text->ends_with('\n');
    CodeAction action;
    action.title = "take it in again by '" + line + "' in '" + fileName(rule->file) + "'";
    action.moreLines.push_back({rule->file, (isEnded ? "" : "\n") + line + "\n"});
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
