#include "ide/check_references.h"

#include <map>
#include <unordered_map>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/references.h"
#include "ide/schema_places.h"
#include "schema/walk.h"

// One walk over the document with the schemas that may apply. Places that repeat (the steps of a pipeline)
// share one set of schemas, and where each key leads from it is found once: a step of the walk is a table
// look-up.

namespace footplate::ide {
namespace {

using schema::Places;
using schema::SchemaNode;
using yaml::Entry;
using yaml::Node;

struct PlaceSet {
  Places places;
  std::string_view referenceKind;
  std::string_view pathKind;
  std::unordered_map<std::string_view, std::size_t> keys;
  std::size_t item = 0;  // 0: not known yet, or nothing
};

class ReferenceWalk {
 public:
  ReferenceWalk(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues)
      : document_(document), workspace_(workspace), issues_(issues), folder_(document.folder()) {
    // A v1 run configuration lies in a folder of the source folder, and its paths start from there.
    if (document.kind.rfind("v1", 0) == 0) sourceFolder_ = parentPath(folder_);
    sets_.emplace_back();  // number 0: nothing applies
  }

  void run(Node root) { walk(root, intern(expandAll({&document_.schema->root()})), 0); }

 private:
  std::size_t intern(Places places) {
    if (places.empty()) return 0;
    auto known = numbers_.find(places);
    if (known != numbers_.end()) return known->second;
    PlaceSet set;
    for (const SchemaNode* node : places) {
      if (set.referenceKind.empty()) set.referenceKind = node->referenceKind;
      if (set.pathKind.empty()) set.pathKind = node->pathKind;
    }
    set.places = places;
    sets_.push_back(std::move(set));
    numbers_.emplace(std::move(places), sets_.size() - 1);
    return sets_.size() - 1;
  }

  std::size_t ofKey(std::size_t from, std::string_view key) {
    auto known = sets_[from].keys.find(key);
    if (known != sets_[from].keys.end()) return known->second;
    const std::size_t to = intern(expandedKey(sets_[from].places, key));
    sets_[from].keys.emplace(key, to);
    return to;
  }

  std::size_t ofItem(std::size_t from) {
    if (sets_[from].item == 0) {
      const std::size_t to = intern(expandedItem(sets_[from].places, 0));
      sets_[from].item = to;
    }
    return sets_[from].item;
  }

  void walk(Node node, std::size_t set, unsigned depth) {
    if (set == 0 || depth > 100) return;
    if (node.isScalar()) return check(node, sets_[set]);
    for (Entry entry : node.entries()) {
      if (entry.key.isScalar() && !entry.value.isNull())
        walk(entry.value, ofKey(set, entry.key.text()), depth + 1);
    }
    if (!node.isSequence()) return;
    const std::size_t item = ofItem(set);
    for (Node one : node.items()) walk(one, item, depth + 1);
  }

  void check(Node node, const PlaceSet& set) {
    if (set.referenceKind.empty() && set.pathKind.empty()) return;
    const Reference reference = readReference(node.text(), set.pathKind.empty());
    if (reference.form == Reference::Form::path) checkPath(node, reference.name, set.pathKind);
    if (reference.form == Reference::Form::asset) checkName(node, reference, std::string(set.referenceKind));
  }

  void checkPath(Node node, const std::string& name, std::string_view wanted) {
    if (!workspace_.seesFiles() || (folder_.empty() && !isAbsolutePath(name))) return;
    const std::string path = joinPath(folder_, name);
    FileKind kind = workspace_.look(path);
    if (kind == FileKind::missing && !sourceFolder_.empty())
      kind = workspace_.look(joinPath(sourceFolder_, name));
    if (kind == FileKind::missing) {
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

  // The name in the same folder that was most likely meant.
  void suggestPath(schema::Issue& issue, Node node, const std::string& name, const std::string& path) {
    if (!node.isPlain()) return;
    std::vector<std::string> names;
    for (const FolderEntry& entry : workspace_.list(parentPath(path))) names.push_back(entry.name);
    const std::string near = nearestName(fileName(path), names);
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

  void checkName(Node node, const Reference& reference, const std::string& kind) {
    const bool built = kind == "compute" && (reference.name == "local" || reference.name == "serverless");
    const std::vector<AssetName>& known = namesOf(kind);
    if (known.empty() || built) return;
    std::vector<std::string> names;
    for (const AssetName& one : known) {
      if (one.name == reference.name) return;
      names.push_back(one.name);
    }
    const std::string near = nearestName(reference.name, names);
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

  const Document& document_;
  const Workspace& workspace_;
  std::vector<schema::Issue>& issues_;
  std::string folder_;
  std::string sourceFolder_;
  std::vector<PlaceSet> sets_;
  std::map<Places, std::size_t> numbers_;
  std::map<std::string, std::vector<AssetName>> names_;
};

}  // namespace

void checkReferences(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues) {
  if (!document.schema) return;
  ReferenceWalk walk(document, workspace, issues);
  for (yaml::NodeId id : document.yaml().documents()) walk.run(document.yaml().node(id));
}

}  // namespace footplate::ide
