#include <algorithm>
#include <set>
#include <string_view>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/completion_parts.h"
#include "ide/curated.h"
#include "ide/schema_words.h"
#include "schema/kind.h"
#include "schema/schema_set.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostEntries = 500;  // of a folder

std::string number(std::size_t value) {
  std::string text = std::to_string(value);
  return std::string(4 - std::min<std::size_t>(4, text.size()), '0') + text;
}

class References {
 public:
  References(const CompletionRequest& request, CompletionItems& items) : request_(request), items_(items) {}

  void addNames(const std::string& kind) {
    const bool plainNames = request_.document.kind.rfind("v1", 0) == 0;
    std::set<std::string> latest;  // a name may have many versions
    for (const AssetName& asset : request_.workspace.names(kind)) {
      if (plainNames || kind == "compute") {
        add(plainNames ? asset.name : "azureml:" + asset.name, CompletionKind::reference, asset.detail);
        continue;
      }
      if (!asset.version.empty()) {
        add("azureml:" + asset.name + ":" + asset.version, CompletionKind::reference, asset.detail);
      }
      if (latest.insert(asset.name).second)
        add("azureml:" + asset.name + "@latest", CompletionKind::reference, asset.detail);
    }
    if (kind == "environment" && !plainNames) addCurated();
  }

  // Files and folders beside the document, one level at a time.
  void addPaths(std::string_view wanted) {
    const std::string folder = request_.document.folder();
    if (!request_.workspace.seesFiles() || folder.empty()) return;
    const std::string typed = typedSoFar();
    if (!uriScheme(typed).empty()) return;
    const std::size_t slash = typed.rfind('/');
    const std::string head = slash == std::string::npos ? "" : typed.substr(0, slash + 1);
    const bool hidden = typed.size() > head.size() && typed[head.size()] == '.';
    const std::string place = head.empty() ? folder : joinPath(folder, head);
    std::size_t count = 0;
    for (const FolderEntry& entry : request_.workspace.list(place)) {
      const bool secret = !entry.name.empty() && entry.name.front() == '.';
      if ((secret && !hidden) || (wanted == "folder" && !entry.isFolder)) continue;
      if (++count > mostEntries) return;
      addEntry(head, entry);
    }
  }

  void addSchemaAddresses() {
    for (const std::string& kind : schema::kindsWithSchema()) {
      const std::string address = "https://azuremlschemas.azureedge.net/latest/" + kind + ".schema.json";
      if (schema::kindOfSchemaAddress(address) != kind || kind.empty()) continue;
      if (request_.schema != nullptr || address.rfind(typedSoFar(), 0) == 0) {
        add(address, CompletionKind::reference, "", kind == request_.document.kind);
      }
    }
  }

 private:
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
    item.sortText = (first ? "0" : "2") + number(items_.size());
    items_.push_back(std::move(item));
    return items_.back();
  }

  void addEntry(const std::string& head, const FolderEntry& entry) {
    const std::string text = head + entry.name + (entry.isFolder ? "/" : "");
    CompletionItem& item = add(text, entry.isFolder ? CompletionKind::folder : CompletionKind::file, "");
    item.label = entry.name + (entry.isFolder ? "/" : "");
    item.completeAgain = entry.isFolder;
    item.sortText = (entry.isFolder ? "3" : "4") + entry.name;
  }

  std::string typedSoFar() const {
    const Span span = request_.place.replace;
    if (request_.at < span.begin) return {};
    return request_.document.text->substr(span.begin, request_.at - span.begin);
  }

  const CompletionRequest& request_;
  CompletionItems& items_;
};

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
    references.addPaths(node->pathKind);
    break;
  }
}

void completeSchemaAddress(const CompletionRequest& request, CompletionItems& items) {
  const yaml::Node key = request.place.node.entryKey();
  if (request.place.value && key && key.text() == "$schema" && !key.parent().parent()) {
    References(request, items).addSchemaAddresses();
  }
}

}  // namespace footplate::ide
