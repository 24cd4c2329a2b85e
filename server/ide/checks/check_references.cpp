#include "ide/checks/check_references.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/additional_includes.h"
#include "ide/asset_versions.h"
#include "ide/curated.h"
#include "ide/reference_walk.h"
#include "ide/references.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::size_t mostVersions = 3;  // that a message names
constexpr std::string_view versionCharacters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_";

class ReferenceCheck {
 public:
  ReferenceCheck(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues)
      : document_(document), workspace_(workspace), issues_(issues), folder_(document.folder()) {
    // A v1 run configuration lies in a folder of the source folder, and its paths start from there.
    if (document.kind.rfind("v1", 0) == 0) sourceFolder_ = parentPath(folder_);
  }

  // Keys that look like paths are no reason for errors where our schema does not judge the document.
  void run() {
    if (!document_.schema || document_.hasUserSchema()) return;
    for (const FoundReference& found : findReferences(document_)) {
      if (found.reference.form == Reference::Form::path)
        checkPath(found.node, found.reference.name, found.pathKind);
      if (found.reference.form == Reference::Form::asset)
        checkName(found.node, found.reference, std::string(found.referenceKind));
      // An environment's name is judged by a rule of its own.
      if (found.reference.form == Reference::Form::slip && found.referenceKind != "environment")
        addSlip(found.node, found.reference.name);
    }
  }

 private:
  void addSlip(Node node, const std::string& prefix) {
    schema::Issue issue{node.span(),
                        Severity::error,
                        "rule.reference-prefix",
                        "'" + prefix + ":' means nothing here, did you mean 'azureml:'?",
                        {}};
    const std::size_t at = rawText(node).find(prefix);
    if (at != std::string_view::npos) {
      const Offset begin = node.span().begin + static_cast<Offset>(at);
      const Span word{begin, begin + static_cast<Offset>(prefix.size())};
      issue.fixes.push_back({"change to 'azureml'", {{word, "azureml"}}});
    }
    issues_.push_back(std::move(issue));
  }

  std::string_view rawText(Node node) const {
    return std::string_view(*document_.text).substr(node.span().begin, node.span().size());
  }

  void checkPath(Node node, const std::string& name, std::string_view wanted) {
    if (!workspace_.seesFiles() || (folder_.empty() && !isAbsolutePath(name))) return;
    const auto& [path, kind] = lookUp(name);
    if (kind == FileKind::missing && folderToPack(path, workspace_).empty()) {
      const std::string folderWord = wanted == "folder" ? "folder"
                                     : wanted == "file" ? "file"
                                                        : "file or folder";
      schema::Issue issue{
          node.span(),
          Severity::error,
          "file.missing",
          "no " + folderWord + " '" + name + "' beside this document (looked for " + path + ")",
          {}};
      suggestPath(issue, node, name, path);
      issues_.push_back(std::move(issue));
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
    }
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

  const std::vector<AssetName>& namesOf(const std::string& kind) {
    auto known = names_.find(kind);
    if (known == names_.end()) known = names_.emplace(kind, workspace_.names(kind)).first;
    return known->second;
  }

  // "azureml:cpu:1" is looked for under all of that name.
  void addVersionTooMany(Node node, const Reference& reference) {
    schema::Issue issue{node.span(),
                        Severity::error,
                        "rule.reference-prefix",
                        "a compute target has no version, write '" + reference.name + "'",
                        {}};
    const std::size_t at = rawText(node).find(reference.name + ":");
    if (at != std::string_view::npos) {
      const auto begin = node.span().begin + static_cast<Offset>(at + reference.name.size());
      const Span version{begin, begin + static_cast<Offset>(reference.version.size() + 1)};
      issue.fixes.push_back({"remove the version", {{version, ""}}});
    }
    issues_.push_back(std::move(issue));
  }

  void checkName(Node node, const Reference& reference, const std::string& kind) {
    if (kind == "job") return;  // most jobs get their names from the service
    if (kind == "compute" && !reference.version.empty()) return addVersionTooMany(node, reference);
    const bool built = kind == "compute" && (reference.name == "local" || reference.name == "serverless");
    const std::vector<AssetName>& known = namesOf(kind);
    if (known.empty() || built) return;
    if (kind == "environment" && findCurated(node.text())) return;
    std::vector<std::string> names;
    for (const AssetName& one : known) {
      if (one.name == reference.name) return checkVersion(node, reference, kind);
      names.push_back(one.name);
    }
    const std::string near = nearestFileName(reference.name, names);
    const std::string more = near.empty() ? "" : ", did you mean '" + near + "'?";
    schema::Issue issue{node.span(),
                        Severity::hint,
                        "name.unknown-" + kind,
                        "this project knows no " + kind + " '" + reference.name + "'" + more,
                        {}};
    const std::size_t at = near.empty() ? std::string_view::npos : node.text().find(reference.name);
    if (at != std::string_view::npos && node.isPlain()) {
      const Offset begin = node.span().begin + static_cast<Offset>(at);
      const Span word{begin, begin + static_cast<Offset>(reference.name.size())};
      issue.fixes.push_back({"change to '" + near + "'", {{word, near}}});
    }
    issues_.push_back(std::move(issue));
  }

  // A workspace may have more versions than its project has files: what is not known is a hint.
  void checkVersion(Node node, const Reference& reference, const std::string& kind) {
    if (reference.version.empty() || reference.version == "@latest" || kind == "compute") return;
    if (reference.version.front() == '@') return checkLabel(node, reference, kind);
    const std::vector<std::string> versions = versionsOf(namesOf(kind), reference.name);
    const auto isOpen = [](const std::string& version) {
      return version.find_first_not_of(versionCharacters) != std::string::npos || version.empty();
    };
    // One that a build or the service fills in may be any.
    if (std::ranges::find(versions, reference.version) != versions.end() ||
        std::ranges::any_of(versions, isOpen))
      return;
    std::string list;
    for (std::size_t i = 0; i < versions.size() && i < mostVersions; ++i)
      list += (i == 0 ? "'" : ", '") + versions[i] + "'";
    schema::Issue issue{node.span(),
                        Severity::hint,
                        "name.unknown-version",
                        "this project knows " + kind + " '" + reference.name + "' in version" +
                            (versions.size() == 1 ? " " : "s ") + list +
                            (versions.size() > mostVersions ? " …" : "") + ", not in '" + reference.version +
                            "'; the workspace may have it",
                        {}};
    for (std::size_t i = 0; i < versions.size() && i < mostVersions; ++i)
      addVersionFix(issue, node, reference, "change to version '" + versions[i] + "'", ":" + versions[i]);
    issues_.push_back(std::move(issue));
  }

  void checkLabel(Node node, const Reference& reference, const std::string& kind) {
    const std::string label = reference.version.substr(1);
    if (kind == "component" && label == "default") return;
    schema::Issue issue{node.span(),
                        Severity::hint,
                        "name.unknown-label",
                        "no " + kind + " has the label '" + label +
                            "' by itself, only 'latest'; the workspace may have given it",
                        {}};
    addVersionFix(issue, node, reference, "change to 'latest'", "@latest");
    issues_.push_back(std::move(issue));
  }

  // `now` with its mark takes the place of the version or label, which end the text.
  void addVersionFix(schema::Issue& issue, Node node, const Reference& reference, std::string title,
                     std::string now) const {
    const std::string old = reference.version.front() == '@' ? reference.version : ":" + reference.version;
    const std::size_t at = rawText(node).rfind(old);
    if (at == std::string_view::npos) return;
    const Offset begin = node.span().begin + static_cast<Offset>(at);
    const Span span{begin, begin + static_cast<Offset>(old.size())};
    issue.fixes.push_back({std::move(title), {{span, std::move(now)}}});
  }

  const Document& document_;
  const Workspace& workspace_;
  std::vector<schema::Issue>& issues_;
  std::string folder_;
  std::string sourceFolder_;
  std::map<std::string, std::vector<AssetName>> names_;
  std::unordered_map<std::string, Found> found_;       // by what is written
  std::unordered_map<std::string, std::string> near_;  // by path, "" for none
};

}  // namespace

void checkReferences(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues) {
  ReferenceCheck(document, workspace, issues).run();
}

}  // namespace footplate::ide
