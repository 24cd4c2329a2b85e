#include "ide/project_files.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/path.h"
#include "ide/path_folder.h"
#include "ide/reference_walk.h"
#include "ide/script_words.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::size_t mostSymbols = 2000;  // of one file

std::string assetKey(std::string_view kind, std::string_view name) {
  return std::string(kind) + "/" + std::string(name);
}

std::string textOf(Node node) {
  const Node value = node.resolved();
  return value.isScalar() ? std::string(value.text()) : std::string();
}

void sortUnique(std::vector<std::string>& words) {
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

class ContentsReader {
 public:
  explicit ContentsReader(const Document& document) : document_(document) {}

  FileContents read() {
    if (document_.kind.empty()) return {};
    const Node root = document_.yaml().root();
    addReferences();
    addItself(root);
    addNodes(root.find("jobs"));
    return std::move(contents_);
  }

 private:
  void addReferences() {
    const std::string folder = document_.folder();
    const Workspace unseen;
    for (const FoundReference& found : findReferences(document_)) {
      const Reference& reference = found.reference;
      if (reference.form == Reference::Form::asset)
        contents_.assets.push_back(assetKey(found.referenceKind, reference.name));
      else
        addPath(
            found.pathBelow.empty() ? folder : folderOfPaths(found.node, found.pathBelow, document_, unseen),
            reference.name);
    }
    for (const ScriptWord& word : scriptWords(document_)) contents_.paths.push_back(word.path);
    sortUnique(contents_.paths);
    sortUnique(contents_.assets);
  }

  void addPath(const std::string& folder, const std::string& path) {
    if (!folder.empty() || isAbsolutePath(path)) contents_.paths.push_back(joinPath(folder, path));
  }

  void addSymbol(std::string name, std::string container, std::string kind, Span span) {
    if (contents_.symbols.size() >= mostSymbols) return;
    const Range range = document_.yaml().lines().range(*document_.text, span);
    contents_.symbols.push_back({std::move(name), std::move(container), std::move(kind), span, range});
  }

  // Jobs often have no name; a person knows them by their display name or their file.
  void addItself(Node root) {
    Node shown = root.find("name");
    for (std::string_view key : {"display_name", "experiment_name"}) {
      if (textOf(shown).empty()) shown = root.find(key);
    }
    const std::string text = textOf(shown);
    if (text.empty()) return addSymbol(fileName(document_.path), "", document_.kind, {0, 0});
    addSymbol(text, "", document_.kind, shown.span());
  }

  void addNodes(Node jobs) {
    const std::string container = contents_.symbols.empty() ? "" : contents_.symbols.front().name;
    for (Entry entry : jobs.resolved().entries()) {
      if (entry.key.isScalar() && entry.key.text() != "<<")
        addSymbol(std::string(entry.key.text()), container, "node", entry.key.span());
    }
  }

  const Document& document_;
  FileContents contents_;
};

bool holds(const std::vector<std::string>& sorted, const std::string& word) {
  return std::ranges::binary_search(sorted, word);
}

}  // namespace

const FileContents& FileFacts::contents() const {
  std::call_once(read_, [this] {
    if (document_) contents_ = ContentsReader(*document_).read();
    document_.reset();
  });
  return contents_;
}

bool FileFacts::operator==(const FileFacts& other) const {
  return path == other.path && kind == other.kind && name == other.name && version == other.version &&
         contents() == other.contents();
}

bool FileFacts::names(const std::string& wanted) const {
  return holds(contents().paths, wanted);
}

std::shared_ptr<const FileFacts> lazyFileFacts(std::shared_ptr<const Document> document) {
  auto facts = std::make_shared<FileFacts>();
  facts->path = document->path;
  facts->kind = document->kind;
  if (!document->kind.empty()) {
    const Node root = document->yaml().root();
    facts->name = textOf(root.find("name"));
    facts->version = textOf(root.find("version"));
  }
  facts->document_ = std::move(document);
  return facts;
}

std::shared_ptr<const FileFacts> fileFacts(const Document& document) {
  const auto facts = lazyFileFacts({std::shared_ptr<const void>(), &document});
  (void)facts->contents();  // the document does not stay
  return facts;
}

std::string_view assetKindOf(std::string_view documentKind) {
  if (documentKind.ends_with("Component")) return "component";
  if (documentKind.starts_with("compute")) return "compute";
  if (documentKind == "dataOrModel") return "data";
  for (std::string_view same : {"environment", "data", "model", "datastore"}) {
    if (documentKind == same) return same;
  }
  return "";
}

std::string_view namedKindOf(std::string_view documentKind) {
  const bool isJob = documentKind.ends_with("Job") && !documentKind.starts_with("v1");
  return isJob ? std::string_view("job") : assetKindOf(documentKind);
}

ProjectFiles::ProjectFiles(Map files) : ProjectFiles(nullptr, std::move(files)) {}

ProjectFiles::ProjectFiles(std::shared_ptr<const ProjectFiles> base, Map over)
    : base_(std::move(base)), files_(std::move(over)) {
  for (const auto& [path, facts] : files_) {
    if (!facts || facts->name.empty()) continue;
    const std::string_view kind = namedKindOf(facts->kind);
    if (!kind.empty()) definitions_[std::string(kind)].push_back(facts.get());
  }
}

const FileFacts* ProjectFiles::find(const std::string& path) const {
  const auto found = files_.find(path);
  if (found != files_.end()) return found->second.get();
  return base_ ? base_->find(path) : nullptr;
}

std::vector<const FileFacts*> ProjectFiles::all() const {
  std::vector<const FileFacts*> list;
  for (const auto& [path, facts] : files_) {
    if (facts) list.push_back(facts.get());
  }
  if (!base_) return list;
  for (const FileFacts* facts : base_->all()) {
    if (!files_.contains(facts->path)) list.push_back(facts);
  }
  return list;
}

std::vector<const FileFacts*> ProjectFiles::thatName(const std::string& path) const {
  std::vector<const FileFacts*> list = all();
  std::erase_if(list, [&](const FileFacts* facts) { return !facts->names(path); });
  return list;
}

std::vector<const FileFacts*> ProjectFiles::thatNameAsset(std::string_view kind,
                                                          std::string_view name) const {
  const std::string key = assetKey(kind, name);
  std::vector<const FileFacts*> list = all();
  std::erase_if(list, [&](const FileFacts* facts) { return !holds(facts->contents().assets, key); });
  return list;
}

std::vector<const FileFacts*> ProjectFiles::defining(std::string_view kind) const {
  std::vector<const FileFacts*> list;
  const auto found = definitions_.find(kind);
  if (found != definitions_.end()) list = found->second;
  if (!base_) return list;
  for (const FileFacts* facts : base_->defining(kind)) {
    if (!files_.contains(facts->path)) list.push_back(facts);
  }
  std::ranges::sort(list, {}, &FileFacts::path);
  return list;
}

const FileFacts* ProjectFiles::definition(std::string_view kind, std::string_view name,
                                          std::string_view version) const {
  const bool exact = !version.empty() && !version.starts_with('@');
  const FileFacts* best = nullptr;
  for (const FileFacts* facts : defining(kind)) {
    if (facts->name != name) continue;
    if (exact && facts->version != version) continue;
    if (!best || isHigherVersion(facts->version, best->version)) best = facts;
  }
  return best;
}

}  // namespace footplate::ide
