// Rules of MLTable files.
#include <algorithm>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/references.h"
#include "schema/walk.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

// What the reader of tables writes itself, and no page tells.
constexpr std::string_view inner[] = {"sample", "summarize", "select_partitions"};

// The node that names what a step does; no node where nothing does.
Node nameOf(Node step) {
  if (step.isScalar()) return step;
  return step.size() > 0 ? (*step.entries().begin()).key : Node();
}

bool isReader(Node name) {
  return name.text().starts_with("read_") || name.text() == "load";
}

// The transformations that the schema has.
std::vector<std::string> transformations(Node step, const Document& document) {
  std::vector<std::string> known;
  if (!document.schema) return known;
  for (const schema::SchemaNode* place : schema::schemasAt(step, *document.schema)) {
    for (const schema::Property& property : place->properties) known.emplace_back(property.name);
  }
  return known;
}

// Nobody says that there are no others. What the schema tells, as it does with slips of its keys, is told.
void checkName(Node step, const RuleScope& scope) {
  const Node name = nameOf(step);
  const std::vector<std::string> known = transformations(step, scope.document);
  if (!name.isScalar() || known.empty() || isOneOf(name.text(), known) || isOneOf(name.text(), inner)) return;
  if (std::ranges::any_of(scope.issues, [&](const Issue& each) { return each.span == name.span(); })) return;
  const std::string near = nearestName(name.text(), known);
  const std::string said = "'" + std::string(name.text()) + "' is no transformation that is known";
  Issue& issue = scope.add(name.span(), Severity::warning, "rule.mltable",
                           near.empty() ? said : said + ", did you mean '" + near + "'?");
  if (name.isPlain() && !near.empty())
    issue.fixes.push_back({"change to '" + near + "'", {{name.span(), near}}});
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
    const Node name = nameOf(step);
    if (name && isReader(name) && !first)
      scope.add(name.span(), Severity::warning, "rule.mltable",
                "files are read by the first transformation, and once");
    if (step.isMapping()) checkName(step, scope);
    first = false;
  }
}

}  // namespace footplate::ide
