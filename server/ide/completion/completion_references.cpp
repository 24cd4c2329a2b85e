#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "base/strings.h"
#include "base/uri.h"
#include "ide/arguments/invocations.h"
#include "ide/completion/completion_parts.h"
#include "ide/completion/completion_paths.h"
#include "ide/curated.h"
#include "ide/path_folder.h"
#include "ide/references.h"
#include "ide/schema_words.h"
#include "schema/kind.h"
#include "schema/schema_set.h"

namespace footplate::ide {
namespace {

constexpr std::string_view storeAddress = "azureml://datastores/";

class References {
 public:
  References(const CompletionRequest& request, CompletionItems& items) : request_(request), items_(items) {}

  void addNames(const std::string& kind) {
    const bool plainNames = request_.document.kind.rfind("v1", 0) == 0;
    const Assets assets = assetsOf(kind);
    if (plainNames || isOneOf(kind, {"compute", "job", "datastore"})) {
      for (const Asset& asset : assets) {
        if (asset.name == "local" && !plainNames) continue;  // the schema has that word
        add(plainNames ? asset.name : "azureml:" + asset.name, CompletionKind::reference,
            asset.details.front());
      }
      // A machine that is made for the run and described beside it.
      if (kind == "compute" && request_.document.kind == "v1runconfig") {
        for (const std::string_view word : {"amlcompute", "containerinstance"})
          add(std::string(word), CompletionKind::value, "");
      }
      return;
    }
    const std::string chosen = nameBeforeVersion();
    for (const Asset& asset : assets) {
      if (isOwnName(kind, asset.name)) continue;
      if (chosen.empty()) addName(asset);
      if (chosen == asset.name) addVersions(asset);
    }
    if (kind == "environment" && chosen.empty()) addCurated();
  }

  // Places in the datastores of the project, once "azureml:" is typed or nothing.
  void addDatastores() {
    const std::string typed = typedSoFar();
    if (!typed.starts_with(storeAddress) && !storeAddress.starts_with(typed)) return;
    const std::string whole = wholeWord();
    const bool inPath = typed.find('/', storeAddress.size()) != std::string::npos;
    const std::optional<Offset> kept = inPath ? std::nullopt : pathBehindStore(typed, whole);
    for (const Asset& store : assetsOf("datastore")) {
      const std::string root = std::string(storeAddress) + store.name;
      if (inPath && !(root + "/paths/").starts_with(whole)) continue;
      CompletionItem& item = add(root + "/paths/", CompletionKind::reference, store.details.front());
      item.completeAgain = true;
      if (kept) keepFrom(*kept, item, root);
    }
  }

  // Where the path behind the name of the store begins, at or behind the cursor; nothing where there is none.
  std::optional<Offset> pathBehindStore(const std::string& typed, const std::string& whole) const {
    const bool isAddress = whole.starts_with(storeAddress);
    const std::size_t slash = whole.find('/', isAddress ? storeAddress.size() : typed.size());
    if (slash == std::string::npos || slash < typed.size()) return {};
    if (!isAddress && slash > typed.size()) return {};
    return request_.at + static_cast<Offset>(slash - typed.size());
  }

  static void keepFrom(Offset kept, CompletionItem& item, std::string text) {
    item.replace.end = kept;
    item.insertText = std::move(text);
    item.completeAgain = false;
  }

  // Files and folders, one level at a time.
  void addPaths(const WantedPath& wanted) {
    std::string typed = typedSoFar();
    // "file:../env.yml" is a path, too.
    const std::string prefix = typed.starts_with("file:") && !typed.starts_with("file:/") ? "file:" : "";
    typed.erase(0, prefix.size());
    if (!uriScheme(typed).empty()) return;
    for (const PathChoice& choice : pathChoices(request_.document, request_.workspace, wanted, typed)) {
      const CompletionKind kind = choice.isFolder ? CompletionKind::folder : CompletionKind::file;
      CompletionItem& item = add(prefix + choice.text, kind, "");
      item.label = choice.name;
      item.completeAgain = choice.isFolder;
      item.sortText = choice.order;
    }
  }

  void addSchemaAddresses() {
    for (const schema::SchemaAddress& one : schema::schemaAddresses()) {
      if (request_.schema != nullptr || one.address.starts_with(typedSoFar()))
        add(one.address, CompletionKind::reference, "", one.kind == request_.document.kind);
    }
  }

 private:
  struct Asset {
    std::string name;
    std::vector<std::string> versions;  // the newest first; "" where a file says none
    std::vector<std::string> details;   // of each
  };
  using Assets = std::vector<Asset>;

  // An asset may be known from a file and from having been registered: it is one all the same.
  Assets assetsOf(const std::string& kind) const {
    std::map<std::string, Asset> byName;
    for (AssetName& known : request_.workspace.names(kind)) {
      Asset& asset = byName[known.name];
      asset.name = known.name;
      if (std::ranges::find(asset.versions, known.version) != asset.versions.end()) continue;
      const auto older = std::ranges::find_if(asset.versions, [&known](const std::string& version) {
        return isHigherVersion(known.version, version);
      });
      asset.details.insert(asset.details.begin() + (older - asset.versions.begin()), std::move(known.detail));
      asset.versions.insert(older, std::move(known.version));
    }
    Assets assets;
    for (auto& [name, asset] : byName) assets.push_back(std::move(asset));
    return assets;
  }

  // An asset cannot be made of itself.
  bool isOwnName(const std::string& kind, std::string_view name) const {
    const yaml::Node asset = request_.place.node.parent();
    return kind == request_.document.kind && !asset.parent() && asset.find("name").text() == name;
  }

  // NAME of an "azureml:NAME:" or "azureml:NAME@" that stands before the cursor.
  std::string nameBeforeVersion() const {
    const std::string typed = typedSoFar();
    constexpr std::string_view scheme = "azureml:";
    if (!typed.starts_with(scheme) || typed.starts_with("azureml://")) return {};
    const std::size_t end = typed.find_first_of(":@", scheme.size());
    return end == std::string::npos ? "" : typed.substr(scheme.size(), end - scheme.size());
  }

  // The first of two steps: the name, after which the editor asks again.
  void addName(const Asset& asset) {
    const std::string name = "azureml:" + asset.name;
    if (asset.versions.size() == 1 && asset.versions.front().empty()) {
      add(name + "@latest", CompletionKind::reference, asset.details.front());
      return;
    }
    CompletionItem& item = add(name + ":", CompletionKind::reference, asset.details.front());
    item.label = name;
    item.insertText = name + ":";  // without the quotes that a whole value of this text would need
    item.completeAgain = true;
  }

  void addVersions(const Asset& asset) {
    const std::string name = "azureml:" + asset.name;
    const bool colon = typedSoFar().find('@') == std::string::npos;
    for (std::size_t i = 0; colon && i < asset.versions.size(); ++i) {
      if (!asset.versions[i].empty())
        add(name + ":" + asset.versions[i], CompletionKind::reference, asset.details[i]);
    }
    // Filtered by what is typed, which may be either mark.
    add(name + "@latest", CompletionKind::reference, asset.details.front()).filterText =
        name + (colon ? ":" : "@") + "latest";
  }

  void addCurated() {
    for (const CuratedEnvironment& one : curatedEnvironments()) {
      if (!one.refused.empty()) continue;
      CompletionItem& item = add(one.reference(), CompletionKind::reference, "curated");
      item.documentation = one.description;
    }
  }

  CompletionItem& add(const std::string& text, CompletionKind kind, std::string detail, bool first = false) {
    CompletionItem item = valueItem(request_, text, quotedIfNeeded(text, request_.place.flow));
    item.kind = kind;
    item.detail = std::move(detail);
    item.filterText = text;
    item.sortText = (first ? "0" : "2") + inOrder(items_.size());
    items_.push_back(std::move(item));
    return items_.back();
  }

  std::string wholeWord() const {
    const Span span = request_.place.replace;
    return request_.document.text->substr(span.begin, std::max(span.end, request_.at) - span.begin);
  }

  std::string typedSoFar() const {
    const Span span = request_.place.replace;
    if (request_.at < span.begin) return {};
    return request_.document.text->substr(span.begin, request_.at - span.begin);
  }

  const CompletionRequest& request_;
  CompletionItems& items_;
};

// "type: uri_file" beside the path.
bool isPathOfFile(yaml::Node path) {
  return equalsIgnoreCase(path.parent().find("type").resolved().text(), "uri_file");
}

WantedPath wantedPath(const CompletionRequest& request, const schema::SchemaNode& node,
                      const schema::Places& places) {
  const yaml::Node path = request.place.node;
  WantedPath wanted;
  wanted.isFolder = node.pathKind == "folder";
  wanted.isFile = node.pathKind == "any" && isPathOfFile(path);
  wanted.folder = folderOfPaths(path, node.pathBelow, request.document, request.workspace);
  if (node.referenceKind == "code") wanted.files = filesOfCode(path.parent());
  const auto said =
      std::ranges::find_if(places, [](const schema::SchemaNode* one) { return !one->pathEnds.empty(); });
  if (said == places.end()) return wanted;
  wanted.ends = split((*said)->pathEnds, ' ');
  wanted.holds = (*said)->pathHolds.empty() ? (*said)->referenceKind : (*said)->pathHolds;
  return wanted;
}

}  // namespace

void completeReferences(const CompletionRequest& request, const schema::Places& places,
                        CompletionItems& items) {
  References references(request, items);
  std::vector<std::string_view> done;
  for (const schema::SchemaNode* node : places) {
    const bool seen = std::find(done.begin(), done.end(), node->referenceKind) != done.end();
    if (!node->referenceKind.empty() && !seen) references.addNames(std::string(node->referenceKind));
    done.push_back(node->referenceKind);
  }
  for (const schema::SchemaNode* node : places) {
    if (node->pathKind.empty()) continue;
    if (isOneOf(node->referenceKind, {"data", "model"})) references.addDatastores();
    references.addPaths(wantedPath(request, *node, places));
    break;
  }
}

// "$sc" in a document of which nothing is known yet.
bool beginsSchemaLine(const CompletionRequest& request) {
  const Place& place = request.place;
  const bool atRoot = !place.node.parent() && !place.flow && place.indent == 0;
  const std::string& text = *request.document.text;
  return request.schema == nullptr && place.key && atRoot && !place.hasColon &&
         place.replace.begin < request.at && text[place.replace.begin] == '$';
}

void completeSchemaAddress(const CompletionRequest& request, CompletionItems& items) {
  if (beginsSchemaLine(request)) {
    CompletionItem item;
    item.label = item.filterText = "$schema";
    item.detail = "what this file is";
    item.insertText = "$schema: ";
    item.sortText = "0";
    item.replace = request.place.replace;
    item.completeAgain = true;
    items.push_back(std::move(item));
  }
  const yaml::Node key = request.place.node.entryKey();
  if (request.place.value && key && key.text() == "$schema" && !key.parent().parent()) {
    References(request, items).addSchemaAddresses();
  }
}

}  // namespace footplate::ide
