#include "ide/checks/check_scripts.h"

#include <optional>

#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/invocations.h"
#include "ide/checks/lost_keys.h"
#include "ide/checks/scalar_places.h"

namespace footplate::ide {
namespace {

// Further folders are put beside the code, with scripts that are not in it.
bool takesMoreAlong(const Document& document, const Workspace& workspace) {
  if (document.text->find("additional_includes") != std::string::npos) return true;
  const std::string beside = joinPath(document.folder(), fileStem(document.path) + ".additional_includes");
  return workspace.exists(beside);
}

// The path without its first folders, where a file is: whoever writes "src/main.py" beside `code: src`, or
// the path from the root of the project, counts folders twice. "" for none.
std::string insideCode(const ScriptFile& script, const Workspace& workspace) {
  std::string rest = relativePath(script.path, script.start);
  for (std::size_t slash = rest.find('/'); slash != std::string::npos; slash = rest.find('/')) {
    rest.erase(0, slash + 1);
    if (workspace.look(joinPath(script.start, rest)) == FileKind::file) return rest;
  }
  return "";
}

// The file that was most likely meant, as it would be written; "" for none.
std::string nearScript(const ScriptFile& script, const Workspace& workspace) {
  const std::string inside = insideCode(script, workspace);
  if (!inside.empty()) return inside;
  std::string near = fileName(script.path) + ".py";
  if (workspace.look(joinPath(parentPath(script.path), near)) != FileKind::file) {
    std::vector<std::string> names;
    for (const FolderEntry& entry : workspace.list(parentPath(script.path))) {
      if (!entry.isFolder) names.push_back(entry.name);
    }
    near = nearestFileName(fileName(script.path), names);
  }
  return near.empty() ? "" : relativePath(joinPath(parentPath(script.path), near), script.start);
}

void tellMissing(const ScriptFile& script, const Document& document, const Workspace& workspace,
                 std::vector<schema::Issue>& issues) {
  const std::string near = nearScript(script, workspace);
  const std::string more = near.empty() ? "" : ", did you mean '" + near + "'?";
  issues.push_back({script.span,
                    script.required ? Severity::error : Severity::warning,
                    "file.missing",
                    "there is no '" + relativePath(script.path, script.code) + "' in the code folder" + more,
                    {}});
  // Not where quotes or backslashes stand in the word.
  const std::string written = document.text->substr(script.span.begin, script.span.size());
  if (!near.empty() && joinPath(script.start, written) == script.path)
    issues.back().fixes.push_back({"change to '" + near + "'", {{script.span, near}}});
}

// `code` stands there, misspelt, on a broken line or without a value: that is told.
bool isCodeLost(const ScriptFile& script, ScalarPlaces& places) {
  yaml::Node owner = places.at(script.span.begin);
  while (owner && !(owner.isMapping() && owner.find("command"))) owner = owner.parent();
  return owner && (owner.find("code") || hasLostKey(owner, "code"));
}

// A text where `entry` wants a mapping: that is told.
bool isTextOfEntry(const ScriptFile& script, ScalarPlaces& places) {
  return places.at(script.span.begin).entryKey().text() == "entry";
}

void tellWithoutCode(const ScriptFile& script, std::vector<schema::Issue>& issues) {
  issues.push_back({script.span,
                    Severity::warning,
                    "file.missing",
                    "'" + relativePath(script.path, script.start) +
                        "' is not there: without 'code' the command starts in an empty folder",
                    {}});
}

void tellIgnored(const ScriptFile& script, const Workspace& workspace, std::vector<schema::Issue>& issues) {
  const std::optional<IgnoreLine> rule = workspace.leftOutBy(script.code, script.path);
  if (!rule) return;
  issues.push_back({script.span,
                    Severity::warning,
                    "file.ignored",
                    "'" + relativePath(script.path, script.code) + "' is not sent with the code: '" +
                        rule->pattern + "' in line " + std::to_string(rule->line) + " of " + rule->file +
                        " leaves it out",
                    {}});
}

}  // namespace

void checkScripts(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues) {
  std::optional<bool> takesMore;  // the text is searched once, and only where a script is missing
  ScalarPlaces places(document.yaml());
  const auto isTold = [&](const ScriptFile& script) {
    if (script.first && !takesMore) takesMore = takesMoreAlong(document, workspace);
    return script.first && !*takesMore;
  };
  for (const ScriptFile& script : scriptFiles(document, workspace)) {
    if (script.code.empty()) {
      if (isTold(script) && !isCodeLost(script, places)) tellWithoutCode(script, issues);
      continue;
    }
    if (!isInside(script.path, script.code)) continue;
    const FileKind kind = workspace.look(script.path);
    if (kind == FileKind::missing && isTold(script) && !isTextOfEntry(script, places))
      tellMissing(script, document, workspace, issues);
    if (kind == FileKind::file) tellIgnored(script, workspace, issues);
  }
}

}  // namespace footplate::ide
