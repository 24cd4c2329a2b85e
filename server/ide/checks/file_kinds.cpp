#include "ide/checks/file_kinds.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/lost_keys.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

constexpr std::string_view tableFile = "MLTable";

// "'env.yml' is of kind 'environment', a component is needed here"
void addOtherKind(const FoundReference& found, const std::string& kind, std::string_view wanted,
                  Severity severity, const RuleScope& scope) {
  scope.add(found.node.span(), severity, "file.other-kind",
            "'" + found.reference.name + "' is of kind '" + kind + "', a " + std::string(wanted) +
                " is needed here");
}

// Files of other languages, of which the YAML reader would make anything.
bool isOtherLanguage(const std::string& path) {
  return isOneOf(toLower(fileExtension(path)), {".py", ".ipynb", ".sh", ".r", ".txt", ".csv", ".md"});
}

// What `type` beside a path says, in small letters; "uri_folder" where an input or data asset says nothing.
std::string typeOf(Node mapping, const Document& document) {
  const Node type = mapping.find("type").resolved();
  if (type.isScalar()) return toLower(type.text());
  const Node around = mapping.parent() ? mapping.parent().entryKey() : Node();
  const bool isInput = around && around.text() == "inputs";
  return !type && (isInput || document.kind == "data") ? "uri_folder" : "";
}

// The path's mapping gets the other type; without a change where that is not written in a plain way.
void addTypeFix(Issue& issue, Node mapping, std::string_view type) {
  const Node written = mapping.find("type");
  const std::string now(type);
  if (written.isPlain() && written.parent().id() == mapping.id()) {
    issue.fixes.push_back({"change to '" + now + "'", {{written.span(), now}}});
  } else if (!written && mapping.isMapping()) {
    const Offset begin = mapping.span().begin + (mapping.flow() ? 1 : 0);
    const std::string behind = mapping.flow() ? ", " : "\n" + std::string(mapping.indent(), ' ');
    issue.fixes.push_back({"add 'type: " + now + "'", {{{begin, begin}, "type: " + now + behind}}});
  }
}

// Whether the schema takes another type there: what this one wants is of no interest then.
bool isTold(Node type, const RuleScope& scope) {
  return type && std::ranges::any_of(scope.issues, [&](const Issue& issue) {
           return issue.span == type.span() && issue.code.starts_with("schema.");
         });
}

void checkTable(const FoundReference& found, const std::string& path, FileKind kind, Severity severity,
                const RuleScope& scope) {
  const std::string name = "'" + found.reference.name + "'";
  if (kind == FileKind::file) {
    scope.add(found.node.span(), severity, "file.not-a-folder",
              name + " is a file, and 'type: mltable' wants a folder with a file 'MLTable'");
  } else if (scope.workspace.look(joinPath(path, tableFile)) == FileKind::missing) {
    scope.add(found.node.span(), severity, "file.missing",
              "there is no file 'MLTable' in " + name + ", which 'type: mltable' wants");
  }
}

void checkData(const FoundReference& found, const std::string& path, FileKind kind, const RuleScope& scope) {
  const Node mapping = found.node.parent();
  const Node key = found.node.entryKey();
  if (!mapping.isMapping() || !key || key.text() != "path") return;
  // azure-ai-ml looks at what a data asset names, and sends what a job names as it is.
  const Severity severity = scope.document.kind == "data" ? Severity::error : Severity::warning;
  const std::string type = typeOf(mapping, scope.document);
  if (type == "mltable") return checkTable(found, path, kind, severity, scope);
  const bool wantsFolder = type == "uri_folder";
  if (!wantsFolder && type != "uri_file") return;
  if (wantsFolder == (kind == FileKind::folder) || isTold(mapping.find("type"), scope)) return;
  if (!mapping.find("type") && hasLostKey(mapping, "type")) return;
  const std::string said =
      mapping.find("type") ? "'type: " + type + "' wants" : "without 'type' it has to be";
  Issue& issue = scope.add(found.node.span(), severity, wantsFolder ? "file.not-a-folder" : "file.not-a-file",
                           "'" + found.reference.name + (wantsFolder ? "' is a file, " : "' is a folder, ") +
                               said + (wantsFolder ? " a folder" : " a file"));
  addTypeFix(issue, mapping, wantsFolder ? "uri_file" : "uri_folder");
}

}  // namespace

void FileKindCheck::run(const FoundReference& found, const std::string& path, FileKind kind) {
  if (scope_.document.kind.starts_with("v1")) return;
  if (found.referenceKind == "data") return checkData(found, path, kind, scope_);
  if (kind != FileKind::file) return;
  if (found.referenceKind == "component") component(found, path);
  if (found.referenceKind == "job") job(found, path);
  if (found.referenceKind == "conda") condaFile(found, path);
}

void FileKindCheck::component(const FoundReference& found, const std::string& path) {
  if (isOtherLanguage(path)) {
    scope_.add(found.node.span(), Severity::error, "file.other-kind",
               "'" + found.reference.name + "' is no YAML file, a component is needed here");
    return;
  }
  const Document* named = file(path);
  if (named == nullptr || named->kind.starts_with("v1") || !found.node.entryKey()) return;
  // A pipeline job may stand for the component made of it; of which type a component is, binding.step-type
  // tells.
  const std::string& kind = named->kind;
  if (kind.empty() || kind == "pipelineJob" || kind.ends_with("Component")) return;
  // A command or pipeline without what only jobs have may be either.
  const bool isJob = kind.ends_with("Job");
  const Node root = named->yaml().root();
  if (isJob && !root.find("compute") && !root.find("experiment_name") && !root.find("limits")) return;
  addOtherKind(found, kind, "component", isJob ? Severity::warning : Severity::error, scope_);
}

void FileKindCheck::job(const FoundReference& found, const std::string& path) {
  const Document* named = file(path);
  if (named == nullptr || named->kind.empty() || named->kind.starts_with("v1")) return;
  // azure-ai-ml takes a component for a job, too.
  if (named->kind.ends_with("Job") || named->kind.ends_with("Component")) return;
  addOtherKind(found, named->kind, "job", Severity::error, scope_);
}

void FileKindCheck::condaFile(const FoundReference& found, const std::string& path) {
  const Document* named = file(path);
  if (named == nullptr) return;
  if (named->kind == "environment")
    return addOtherKind(found, named->kind, "conda file", Severity::warning, scope_);
  const Node root = named->yaml().root();
  const bool requirements = fileExtension(path) == ".txt" && !root.find("dependencies");
  if (!root.isScalar() && !root.isSequence() && !requirements) return;
  scope_.add(found.node.span(), Severity::error, "file.other-kind",
             "'" + found.reference.name +
                 "' is no conda file: that has 'dependencies', and what pip installs in a list 'pip' there");
}

// Null where it cannot be read, or is judged by another schema than ours.
const Document* FileKindCheck::file(const std::string& path) {
  const auto [known, isNew] = files_.try_emplace(path);
  if (isNew) known->second = scope_.workspace.document(path);
  const Document* document = known->second.get();
  return document == nullptr || document->hasUserSchema() ? nullptr : document;
}

}  // namespace footplate::ide
