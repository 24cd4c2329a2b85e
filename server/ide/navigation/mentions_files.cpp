// Mentions of files and assets: what the schema says is a path or a name, scripts in the code folder, and the
// name an asset's own file gives it.
#include <unordered_map>
#include <unordered_set>

#include "base/path.h"
#include "ide/navigation/mention_parts.h"
#include "ide/path_folder.h"
#include "ide/project_files.h"
#include "ide/reference_walk.h"
#include "ide/script_words.h"

namespace footplate::ide {
namespace {

using yaml::Node;

class FileMentions {
 public:
  FileMentions(const Document& document, const Workspace& workspace, MentionSink& sink)
      : document_(document), workspace_(workspace), sink_(sink), folder_(document.folder()) {}

  void run() {
    for (const FoundReference& found : findReferences(document_)) {
      if (found.reference.form == Reference::Form::asset) addAsset(found);
      if (found.reference.form == Reference::Form::path) addPath(found);
    }
    for (const ScriptWord& word : scriptWords(document_)) {
      if (!places_.contains(word.span.begin)) addFile(word.span, word.path);
    }
    addOwnName();
  }

 private:
  void addAsset(const FoundReference& found) {
    const Span all = contentSpan(found.node);
    Span name = all;
    const std::string_view written = std::string_view(*document_.text).substr(all.begin, all.end - all.begin);
    if (const std::size_t at = placeOfName(written, found.reference); at != std::string_view::npos) {
      name.begin = all.begin + static_cast<Offset>(at);
      name.end = name.begin + static_cast<Offset>(found.reference.name.size());
    }
    const Subject subject{SubjectKind::asset, "", yaml::noNode,
                          std::string(found.referenceKind) + "/" + found.reference.name,
                          found.reference.version};
    sink_.add(name, all, subject, false);
  }

  void addPath(const FoundReference& found) {
    const std::string folder =
        found.pathBelow.empty() ? folder_ : folderOfPaths(found.node, found.pathBelow, document_, workspace_);
    if (folder.empty() && !isAbsolutePath(found.reference.name)) return;
    if (addFile(contentSpan(found.node), joinPath(folder, found.reference.name))) return;
    // A v1 run configuration lies in a folder of the source folder, and its paths start from there.
    if (!document_.kind.starts_with("v1")) return;
    if (!addFile(contentSpan(found.node), joinPath(parentPath(folder_), found.reference.name)))
      addFile(contentSpan(found.node), joinPath(folder_, found.reference.name));
  }

  bool addFile(Span span, const std::string& path) {
    auto known = exists_.find(path);
    if (known == exists_.end()) known = exists_.emplace(path, workspace_.exists(path)).first;
    if (!known->second) return false;
    sink_.add(span, span, {SubjectKind::file, path, yaml::noNode, fileName(path), {}}, false);
    places_.insert(span.begin);
    return true;
  }

  void addOwnName() {
    const std::string_view kind = namedKindOf(document_.kind);
    const Node name = document_.yaml().root().find("name");
    if (kind.empty() || !name.isScalar() || name.text().empty()) return;
    const Subject subject{
        SubjectKind::asset, "", yaml::noNode, std::string(kind) + "/" + std::string(name.text()), {}};
    sink_.add(contentSpan(name), name.span(), subject, true);
  }

  const Document& document_;
  const Workspace& workspace_;
  MentionSink& sink_;
  std::string folder_;
  std::unordered_map<std::string, bool> exists_;
  std::unordered_set<Offset> places_;  // of files that were found
};

}  // namespace

void addFileMentions(const Document& document, DocumentSet& documents, MentionSink& sink) {
  FileMentions(document, documents.workspace(), sink).run();
}

}  // namespace footplate::ide
