#include "ide/symbols.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::size_t detailLimit = 60;
constexpr unsigned deepest = 200;  // deeper nesting is no outline any more

// The first line of a text, shortened at a whole character.
std::string firstLine(std::string_view text) {
  const std::size_t lineEnd = text.find_first_of("\r\n");
  std::string_view line = text.substr(0, lineEnd);
  std::size_t end = std::min(line.size(), detailLimit);
  while (end > 0 && end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  const bool cut = lineEnd != std::string_view::npos || end < line.size();
  line = line.substr(0, end);
  return std::string(line) + (cut ? "…" : "");
}

SymbolKind kindOf(Node value) {
  switch (value.kind()) {
    case yaml::Kind::mapping:
      return SymbolKind::object;
    case yaml::Kind::sequence:
      return SymbolKind::array;
    case yaml::Kind::alias:
      return SymbolKind::object;
    case yaml::Kind::null_:
      return SymbolKind::null_;
    case yaml::Kind::scalar:
      break;
  }
  switch (yaml::typeOf(value)) {
    case yaml::ScalarType::boolean:
      return SymbolKind::boolean;
    case yaml::ScalarType::integer:
    case yaml::ScalarType::number:
      return SymbolKind::number;
    case yaml::ScalarType::null_:
      return SymbolKind::null_;
    default:
      return SymbolKind::string;
  }
}

std::string detailOf(Node value) {
  if (value.isScalar()) return firstLine(value.text());
  if (value.isAlias()) return "*" + std::string(value.text());
  return {};
}

std::vector<Symbol> childrenOf(Node value, unsigned depth);

std::string keyName(Node key) {
  if (key.isScalar()) {
    std::string name = firstLine(key.text());
    return name.empty() ? "\"\"" : name;
  }
  if (key.isAlias()) return "*" + std::string(key.text());
  return key.isNull() ? "(no key)" : "(complex key)";
}

Symbol symbolOf(Entry entry, unsigned depth) {
  Symbol symbol;
  symbol.name = keyName(entry.key);
  symbol.detail = detailOf(entry.value);
  symbol.kind = kindOf(entry.value);
  symbol.selection = entry.key.span();
  const Span value = entry.value.span();
  symbol.span = {symbol.selection.begin, std::max(symbol.selection.end, value.end)};
  symbol.children = childrenOf(entry.value, depth + 1);
  return symbol;
}

// An item that holds keys is shown by its number and by what names it.
Symbol symbolOf(Node item, std::size_t index, unsigned depth) {
  Symbol symbol;
  symbol.name = "[" + std::to_string(index) + "]";
  symbol.kind = kindOf(item);
  symbol.span = symbol.selection = item.span();
  for (Entry entry : item.entries()) {
    symbol.selection = entry.key.span();
    if (entry.value.isScalar()) symbol.detail = firstLine(entry.value.text());
    break;
  }
  symbol.children = childrenOf(item, depth + 1);
  return symbol;
}

std::vector<Symbol> childrenOf(Node value, unsigned depth) {
  std::vector<Symbol> children;
  if (depth > deepest) return children;
  if (value.isMapping()) {
    children.reserve(value.size());
    for (Entry entry : value.entries()) children.push_back(symbolOf(entry, depth));
  } else if (value.isSequence()) {
    std::size_t index = 0;
    for (Node item : value.items()) {
      if (item.isMapping() || item.isSequence()) children.push_back(symbolOf(item, index, depth));
      ++index;
    }
  }
  return children;
}

}  // namespace

std::vector<Symbol> symbols(const Document& document) {
  std::vector<Symbol> all;
  for (yaml::NodeId id : document.yaml().documents()) {
    std::vector<Symbol> some = childrenOf(document.yaml().node(id), 0);
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace footplate::ide
