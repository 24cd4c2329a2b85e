#include "ide/completion/completion.h"

#include <algorithm>
#include <unordered_set>

#include "base/strings.h"
#include "ide/completion/completion_codes.h"
#include "ide/completion/completion_parts.h"
#include "ide/schema_places.h"

namespace footplate::ide {
namespace {

void dropRepeated(CompletionItems& items) {
  std::unordered_set<std::string> seen;
  auto repeated = [&](const CompletionItem& item) { return !seen.insert(item.label).second; };
  items.erase(std::remove_if(items.begin(), items.end(), repeated), items.end());
}

// What begins like the typed word stands before what only has its letters somewhere: editors that sort by
// `sortText` alone show it so too.
void putPrefixFirst(const CompletionRequest& request, CompletionItems& items) {
  const std::string_view text = *request.document.text;
  for (CompletionItem& item : items) {
    if (item.replace.begin >= request.at) continue;
    const std::string_view typed = text.substr(item.replace.begin, request.at - item.replace.begin);
    const std::string& name = item.filterText.empty() ? item.label : item.filterText;
    const bool begins = equalsIgnoreCase(std::string_view(name).substr(0, typed.size()), typed);
    if (item.sortText.empty()) item.sortText = item.label;
    item.sortText.insert(0, begins ? "0" : "1");
  }
}

void collect(const CompletionRequest& request, CompletionItems& items) {
  if (completeSilencedCodes(request, items) || completeAnchors(request, items)) return;
  const bool inBinding = request.place.any() && completeBindings(request, items);
  if (inBinding || completeArguments(request, items)) return;
  if (completePipOptions(request, items)) return writeInBrackets(request, items);
  if (!request.place.any()) return;
  completePorts(request, items);
  if (request.schema == nullptr) {
    completeSchemaAddress(request, items);
    return writeInBrackets(request, items);
  }
  if (request.place.text) return;
  const schema::Places places = schemasHere(request);
  if (request.place.key) completeKeys(request, places, items);
  completeSnippets(request, places, items);
  if (request.place.value) {
    completeConda(request, items);
    completeValues(request, places, items);
    completeReferences(request, places, items);
    completeSchemaAddress(request, items);
  }
  if (!request.place.node || request.place.node.isNull()) completeDocument(request, items);
  dropRepeated(items);
  writeInBrackets(request, items);
}

}  // namespace

schema::Places schemasHere(const CompletionRequest& request) {
  const schema::Schema& schema = *request.schema;
  const Place& place = request.place;
  // A new item of a flow sequence has no node of its own yet.
  if (place.node.isSequence()) {
    return expandedItem(schema::schemasAt(place.node, schema), place.node.size());
  }
  if (!place.node) return expandAll({&schema.root()});
  if (place.node.isMapping()) return schema::schemasAt(place.node, schema);
  return schemasOfValue(place.node, schema, schema::Choice::any);
}

std::string inOrder(std::size_t number) {
  std::string digits = std::to_string(number);
  constexpr std::size_t most = 5;
  return std::string(most - std::min(most, digits.size()), '0') + digits;
}

CompletionItem valueItem(const CompletionRequest& request, std::string_view label, std::string text) {
  CompletionItem item;
  item.label = label;
  item.kind = CompletionKind::value;
  item.replace = request.place.replace;
  if (request.place.quote == '\'') {
    for (char c : label) item.insertText += c == '\'' ? std::string("''") : std::string(1, c);
  } else if (request.place.quote == '"') {
    for (char c : label) item.insertText += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
  } else {
    item.insertText = std::move(text);
  }
  return item;
}

std::vector<CompletionItem> completion(const Document& document, Offset at, const Workspace& workspace) {
  CompletionItems items;
  if (!workspace.settings().completion || at > document.text->size()) return items;
  const yaml::Node root = rootAt(document.yaml(), at);
  const schema::Schema* schema = root ? document.schemaOf(root) : document.schema.get();
  const CompletionRequest request{document, workspace, placeAt(document.yaml(), at), at, schema};
  collect(request, items);
  putPrefixFirst(request, items);
  return items;
}

}  // namespace footplate::ide
