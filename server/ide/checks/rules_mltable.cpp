// Rules of MLTable files.
#include <string>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/references.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

bool isReader(Node step) {
  const std::string_view name = step.isScalar() ? step.text() : (*step.entries().begin()).key.text();
  return name.starts_with("read_") || name == "load";
}

// A file or folder that is written relative to the table.
void checkThere(Node value, FileKind wanted, const RuleScope& scope) {
  const std::string folder = scope.document.folder();
  if (!value.isScalar() || folder.empty() || !scope.workspace.seesFiles()) return;
  const Reference reference = readReference(value.text(), false);
  if (reference.form != Reference::Form::path) return;
  const std::string path = joinPath(folder, reference.name);
  const FileKind kind = scope.workspace.look(path);
  if (kind == wanted) return;
  if (kind == FileKind::missing && isPathOfOneMachine(reference.name)) {
    scope.add(value.span(), Severity::warning, "file.missing", missingHere(reference.name));
    return;
  }
  const std::string name = "'" + reference.name + "'";
  const std::string word = wanted == FileKind::file ? "file" : "folder";
  if (kind != FileKind::missing) {
    scope.add(value.span(), Severity::error, "file.not-a-" + word,
              name + (wanted == FileKind::file ? " is a folder, a file" : " is a file, a folder") +
                  " is needed here");
    return;
  }
  Issue& issue = scope.add(value.span(), Severity::error, "file.missing",
                           "no " + word + " " + name + " beside this document (looked for " + path + ")");
  std::vector<std::string> names;
  for (const FolderEntry& entry : scope.workspace.list(parentPath(path))) names.push_back(entry.name);
  const std::string last = fileName(path);
  const std::string near = nearestFileName(last, names);
  if (near.empty() || !value.isPlain() || !value.text().ends_with(last)) return;
  const Span span{value.span().end - static_cast<Offset>(last.size()), value.span().end};
  issue.fixes.push_back({"change to '" + near + "'", {{span, near}}});
}

void checkPaths(Node paths, const RuleScope& scope) {
  for (Node item : paths.resolved().items()) {
    const Node path = item.resolved();
    checkThere(path.find("file"), FileKind::file, scope);
    checkThere(path.find("folder"), FileKind::folder, scope);
    if (!path.isMapping() || path.size() < 2) continue;
    const Node second = (*++path.entries().begin()).key;
    scope.add(second.span(), Severity::error, "rule.mltable",
              "an item of 'paths' is one 'file', one 'folder' or one 'pattern'; begin a new item");
  }
}

}  // namespace

void checkMltable(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  checkPaths(root.find("paths"), scope);
  bool first = true;
  for (Node item : root.find("transformations").resolved().items()) {
    const Node step = item.resolved();
    const bool named = (step.isMapping() && step.size() > 0) || step.isScalar();
    if (named && isReader(step) && !first)
      scope.add(step.isScalar() ? step.span() : (*step.entries().begin()).key.span(), Severity::warning,
                "rule.mltable", "files are read by the first transformation, and once");
    first = false;
  }
}

}  // namespace footplate::ide
