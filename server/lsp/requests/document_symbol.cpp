#include "ide/symbols.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {
namespace {

using Kind = protocol::SymbolKind;

Kind toKind(ide::SymbolKind kind) {
  switch (kind) {
    case ide::SymbolKind::module:
      return Kind::module;
    case ide::SymbolKind::object:
      return Kind::object;
    case ide::SymbolKind::array:
      return Kind::array;
    case ide::SymbolKind::string:
      return Kind::string;
    case ide::SymbolKind::number:
      return Kind::number;
    case ide::SymbolKind::boolean:
      return Kind::boolean;
    case ide::SymbolKind::null_:
      break;
  }
  return Kind::empty;
}

protocol::DocumentSymbol toTree(const ide::Symbol& symbol, const Places& places) {
  protocol::DocumentSymbol result;
  result.name = symbol.name;
  if (!symbol.detail.empty()) result.detail = symbol.detail;
  result.kind = toKind(symbol.kind);
  result.range = places.range(symbol.span);
  result.selectionRange = places.range(symbol.selection);
  if (symbol.children.empty()) return result;
  auto& children = result.children.emplace();
  children.reserve(symbol.children.size());
  for (const ide::Symbol& child : symbol.children) children.push_back(toTree(child, places));
  return result;
}

// Clients that cannot show a tree get a list; the path of the symbol above is its container.
void flatten(const std::vector<ide::Symbol>& symbols, const std::string& container, const Snapshot& snapshot,
             const Places& places, std::vector<protocol::SymbolInformation>& list) {
  for (const ide::Symbol& symbol : symbols) {
    protocol::SymbolInformation item{
        symbol.name, toKind(symbol.kind), {snapshot.uri, places.range(symbol.span)}, {}};
    if (!container.empty()) item.containerName = container;
    list.push_back(std::move(item));
    const std::string path = container.empty() ? symbol.name : container + "." + symbol.name;
    flatten(symbol.children, path, snapshot, places, list);
  }
}

}  // namespace

std::string documentSymbol(const Snapshot& snapshot, const protocol::DocumentSymbolParams&) {
  const Places places = snapshot.places();
  const std::vector<ide::Symbol> symbols = ide::symbols(snapshot.document());
  if (!snapshot.client->hierarchicalSymbols) {
    std::vector<protocol::SymbolInformation> list;
    flatten(symbols, "", snapshot, places, list);
    return listText(list);
  }
  std::vector<protocol::DocumentSymbol> tree;
  tree.reserve(symbols.size());
  for (const ide::Symbol& symbol : symbols) tree.push_back(toTree(symbol, places));
  return listText(tree);
}

}  // namespace footplate::lsp
