#include "base/json_text.h"
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

// Outlines are long: they are written as they are walked, without a copy in between.
void writeTree(std::string& out, const std::vector<ide::Symbol>& symbols, const Places& places) {
  out += '[';
  for (const ide::Symbol& symbol : symbols) {
    if (&symbol != &symbols.front()) out += ',';
    out += R"({"name":)";
    appendJsonString(out, symbol.name);
    if (!symbol.detail.empty()) {
      out += R"(,"detail":)";
      appendJsonString(out, symbol.detail);
    }
    out += R"(,"kind":)";
    appendJsonNumber(out, static_cast<std::int64_t>(toKind(symbol.kind)));
    out += R"(,"range":)";
    write(out, places.range(symbol.span));
    out += R"(,"selectionRange":)";
    write(out, places.range(symbol.selection));
    if (!symbol.children.empty()) {
      out += R"(,"children":)";
      writeTree(out, symbol.children, places);
    }
    out += '}';
  }
  out += ']';
}

std::size_t countOf(const std::vector<ide::Symbol>& symbols) {
  std::size_t count = symbols.size();
  for (const ide::Symbol& symbol : symbols) count += countOf(symbol.children);
  return count;
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
  constexpr std::size_t usualLength = 240;
  std::string text;
  text.reserve(countOf(symbols) * usualLength);
  writeTree(text, symbols, places);
  return text;
}

}  // namespace footplate::lsp
