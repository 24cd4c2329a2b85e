#include "ide/completion.h"

#include <algorithm>
#include <unordered_set>

#include "ide/completion_parts.h"
#include "ide/schema_places.h"

namespace footplate::ide {
namespace {

void dropRepeated(CompletionItems& items) {
  std::unordered_set<std::string> seen;
  auto repeated = [&](const CompletionItem& item) { return !seen.insert(item.label).second; };
  items.erase(std::remove_if(items.begin(), items.end(), repeated), items.end());
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
  const bool inBinding = request.place.any() && completeBindings(request, items);
  if (inBinding || completeArguments(request, items) || !request.place.any()) return items;
  completePorts(request, items);
  if (schema == nullptr) {
    completeSchemaAddress(request, items);
    return items;
  }
  if (request.place.text) return items;
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
  return items;
}

}  // namespace footplate::ide
