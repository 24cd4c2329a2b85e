#include "ide/checks/check_references.h"

#include <unordered_map>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/additional_includes.h"
#include "ide/checks/check_names.h"
#include "ide/checks/file_kinds.h"
#include "ide/checks/reference_forms.h"
#include "ide/reference_walk.h"
#include "ide/references.h"
#include "schema/placeholder.h"

namespace footplate::ide {
namespace {

using yaml::Node;

class ReferenceCheck {
 public:
  ReferenceCheck(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues)
      : document_(document),
        workspace_(workspace),
        issues_(issues),
        scope_{document, workspace, issues},
        folder_(document.folder()),
        fileKinds_(scope_),
        names_(scope_) {
    // A v1 run configuration lies in a folder of the source folder, and its paths start from there.
    if (document.kind.rfind("v1", 0) == 0) sourceFolder_ = parentPath(folder_);
  }

  // Keys that look like paths are no reason for errors where our schema does not judge the document.
  void run() {
    if (!document_.schema || document_.hasUserSchema()) return;
    for (const FoundReference& found : findReferences(document_)) {
      if (!found.pathBelow.empty() || isFilledInLater(found)) continue;
      if (checkReferenceForm(found, isFile(found), scope_)) continue;
      if (found.reference.form == Reference::Form::path) checkPath(found);
      if (found.reference.form == Reference::Form::asset)
        names_.run(found.node, found.reference, std::string(found.referenceKind));
      // An environment's name is judged by a rule of its own.
      if (found.reference.form == Reference::Form::slip && found.referenceKind != "environment")
        addSlip(found.node, found.reference.name);
    }
    checkDeployedModel(scope_);
  }

 private:
  // Names that are not there yet. Of a path the same is asked where there is no such file.
  static bool isFilledInLater(const FoundReference& found) {
    const Reference::Form form = found.reference.form;
    return form != Reference::Form::path && form != Reference::Form::slip &&
           schema::isUnfinished(found.node.text());
  }

  void addSlip(Node node, const std::string& prefix) {
    schema::Issue issue{node.span(),
                        Severity::error,
                        "rule.reference-prefix",
                        "'" + prefix + ":' means nothing here, did you mean 'azureml:'?",
                        {}};
    const std::size_t at = writtenText(node, document_).find(prefix);
    if (at != std::string_view::npos) {
      const Offset begin = node.span().begin + static_cast<Offset>(at);
      const Span word{begin, begin + static_cast<Offset>(prefix.size())};
      issue.fixes.push_back({"change to 'azureml'", {{word, "azureml"}}});
    }
    issues_.push_back(std::move(issue));
  }

  // What looks like a name with a version may be that of a file all the same.
  bool isFile(const FoundReference& found) {
    if (found.reference.form != Reference::Form::bare || !workspace_.seesFiles() || folder_.empty())
      return false;
    return lookUp(std::string(found.node.text())).kind != FileKind::missing;
  }

  void checkPath(const FoundReference& found) {
    const Node node = found.node;
    const std::string& name = found.reference.name;
    const std::string_view wanted = found.pathKind;
    if (!workspace_.seesFiles() || (folder_.empty() && !isAbsolutePath(name))) return;
    const auto& [path, kind] = lookUp(name);
    if (kind == FileKind::missing) {
      tellMissing(found, path);
    } else if (wanted == "file" && kind == FileKind::folder) {
      issues_.push_back({node.span(),
                         Severity::error,
                         "file.not-a-file",
                         "'" + name + "' is a folder, a file is needed here",
                         {}});
    } else if (wanted == "folder" && kind == FileKind::file) {
      issues_.push_back({node.span(),
                         Severity::error,
                         "file.not-a-folder",
                         "'" + name + "' is a file, a folder is needed here",
                         {}});
    } else if (kind != FileKind::missing) {
      fileKinds_.run(found, path, kind);
    }
  }

  void tellMissing(const FoundReference& found, const std::string& path) {
    const std::string& name = found.reference.name;
    const std::string_view wanted = found.pathKind;
    if (schema::holdsPlaceholder(name) || !folderToPack(path, workspace_).empty()) return;
    if (isPathOfOneMachine(name)) {
      // Data may lie where the run will be; what is sent or read before it has to be here.
      const bool isSent =
          isOneOf(found.referenceKind, {"code", "component", "environment"}) || wanted != "any";
      const bool isV1 = scope_.document.kind.starts_with("v1");
      scope_.add(found.node.span(), isSent && !isV1 ? Severity::error : Severity::warning, "file.missing",
                 missingHere(name));
      return;
    }
    const std::string folderWord = wanted == "folder" ? "folder"
                                   : wanted == "file" ? "file"
                                                      : "file or folder";
    schema::Issue issue{found.node.span(),
                        Severity::error,
                        "file.missing",
                        "no " + folderWord + " '" + name + "' beside this document (looked for " + path + ")",
                        {}};
    suggestPath(issue, found.node, name, path);
    issues_.push_back(std::move(issue));
  }

  struct Found {
    std::string path;
    FileKind kind;
  };

  // The steps of a pipeline name the same files again and again: the disk is asked once.
  const Found& lookUp(const std::string& name) {
    const auto known = found_.find(name);
    if (known != found_.end()) return known->second;
    Found found{joinPath(folder_, name), FileKind::missing};
    found.kind = workspace_.look(found.path);
    if (found.kind == FileKind::missing && !sourceFolder_.empty())
      found.kind = workspace_.look(joinPath(sourceFolder_, name));
    return found_.emplace(name, std::move(found)).first->second;
  }

  // The name in the same folder that was most likely meant.
  void suggestPath(schema::Issue& issue, Node node, const std::string& name, const std::string& path) {
    if (!node.isPlain()) return;
    const auto [known, isNew] = near_.try_emplace(path);
    if (isNew) {
      std::vector<std::string> names;
      for (const FolderEntry& entry : workspace_.list(parentPath(path))) names.push_back(entry.name);
      known->second = nearestFileName(fileName(path), names);
    }
    const std::string& near = known->second;
    const std::size_t at = node.text().rfind(fileName(path));
    if (near.empty() || name.empty() || at == std::string_view::npos) return;
    const Offset begin = node.span().begin + static_cast<Offset>(at);
    const Span last{begin, begin + static_cast<Offset>(fileName(path).size())};
    issue.fixes.push_back({"change to '" + near + "'", {{last, near}}});
  }

  const Document& document_;
  const Workspace& workspace_;
  std::vector<schema::Issue>& issues_;
  RuleScope scope_;
  std::string folder_;
  std::string sourceFolder_;
  FileKindCheck fileKinds_;
  NameCheck names_;
  std::unordered_map<std::string, Found> found_;       // by what is written
  std::unordered_map<std::string, std::string> near_;  // by path, "" for none
};

}  // namespace

void checkReferences(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues) {
  ReferenceCheck(document, workspace, issues).run();
}

}  // namespace footplate::ide
