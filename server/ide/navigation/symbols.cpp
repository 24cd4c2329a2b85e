#include "ide/navigation/symbols.h"

#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>

#include "base/character_set.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::size_t detailLimit = 60;
constexpr unsigned deepest = 200;  // deeper nesting is no outline any more
// An editor that gets more than so many at each letter typed is slow to show any: the deepest levels go.
constexpr std::size_t mostSymbols = 50'000;

// The first line of a text, shortened at a whole character.
void setFirstLine(std::string& out, std::string_view text) {
  constexpr CharacterSet breaks("\r\n");
  const std::size_t lineEnd = breaks.findIn(text);
  std::string_view line = text.substr(0, lineEnd);
  std::size_t end = std::min(line.size(), detailLimit);
  while (end > 0 && end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  const bool cut = lineEnd != std::string_view::npos || end < line.size();
  out = line.substr(0, end);
  if (cut) out += "…";
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

// How many symbols each level has.
class LevelCount {
 public:
  explicit LevelCount(const Document& document) : counts_(deepest + 1) {
    for (const yaml::NodeId id : document.yaml().documents()) children(document.yaml().node(id), 0);
  }

  // Down to where there are not too many; the first level is whole.
  unsigned lastLevel() const {
    std::size_t sum = counts_[0];
    for (unsigned depth = 1; depth <= deepest; ++depth) {
      sum += counts_[depth];
      if (sum > mostSymbols) return depth - 1;
    }
    return deepest;
  }

 private:
  void children(Node value, unsigned depth) {
    if (depth > deepest) return;
    for (const Entry entry : value.entries()) {
      ++counts_[depth];
      children(entry.value, depth + 1);
    }
    for (const Node item : value.items()) {
      if (!item.isMapping() && !item.isSequence()) continue;
      ++counts_[depth];
      children(item, depth + 1);
    }
  }

  std::vector<std::size_t> counts_;
};

// One symbol a level is kept and filled again, so that its texts need no new memory.
class OutlineWalk {
 public:
  OutlineWalk(SymbolSink& sink, unsigned lastLevel) : sink_(sink), lastLevel_(lastLevel) {}

  void children(Node value, unsigned depth) {
    if (depth > lastLevel_) return;
    if (levels_.size() <= depth) levels_.resize(depth + 1);
    if (value.isMapping()) {
      for (const Entry entry : value.entries()) tell(entry, depth);
    } else if (value.isSequence()) {
      std::size_t index = 0;
      for (const Node item : value.items()) {
        if (item.isMapping() || item.isSequence()) tell(item, index, depth);
        ++index;
      }
    }
  }

 private:
  void tell(Entry entry, unsigned depth) {
    Symbol& symbol = levels_[depth];
    setName(symbol.name, entry.key);
    setDetail(symbol.detail, entry.value);
    symbol.kind = kindOf(entry.value);
    symbol.selection = entry.key.span();
    symbol.span = {symbol.selection.begin, std::max(symbol.selection.end, entry.value.span().end)};
    tellAll(symbol, entry.value, depth);
  }

  // An item that holds keys is shown by its number and by what names it.
  void tell(Node item, std::size_t index, unsigned depth) {
    Symbol& symbol = levels_[depth];
    symbol.name = "[" + std::to_string(index) + "]";
    symbol.detail.clear();
    symbol.kind = kindOf(item);
    symbol.span = symbol.selection = item.span();
    for (const Entry entry : item.entries()) {
      symbol.selection = entry.key.span();
      if (entry.value.isScalar()) setFirstLine(symbol.detail, entry.value.text());
      break;
    }
    tellAll(symbol, item, depth);
  }

  void tellAll(const Symbol& symbol, Node value, unsigned depth) {
    sink_.open(symbol);
    if (value.isMapping() || value.isSequence()) children(value, depth + 1);
    sink_.close();
  }

  static void setName(std::string& name, Node key) {
    if (key.isScalar()) {
      setFirstLine(name, key.text());
      if (name.empty()) name = "\"\"";
    } else if (key.isAlias()) {
      name = "*" + std::string(key.text());
    } else {
      name = key.isNull() ? "(no key)" : "(complex key)";
    }
  }

  static void setDetail(std::string& detail, Node value) {
    detail.clear();
    if (value.isScalar()) setFirstLine(detail, value.text());
    if (value.isAlias()) detail = "*" + std::string(value.text());
  }

  SymbolSink& sink_;
  unsigned lastLevel_;
  std::deque<Symbol> levels_;  // by depth; what is deeper may be made while a level is told
};

class TreeMaker final : public SymbolSink {
 public:
  void open(const Symbol& symbol) override {
    std::vector<Symbol>& siblings = open_.empty() ? all : open_.back()->children;
    siblings.push_back(symbol);
    open_.push_back(&siblings.back());
  }
  void close() override { open_.pop_back(); }

  std::vector<Symbol> all;

 private:
  std::vector<Symbol*> open_;
};

}  // namespace

void walkSymbols(const Document& document, SymbolSink& sink) {
  const bool mayBeTooMany = document.yaml().nodeCount() > mostSymbols;
  OutlineWalk walk(sink, mayBeTooMany ? LevelCount(document).lastLevel() : deepest);
  for (const yaml::NodeId id : document.yaml().documents()) walk.children(document.yaml().node(id), 0);
}

std::vector<Symbol> symbols(const Document& document) {
  TreeMaker maker;
  walkSymbols(document, maker);
  return std::move(maker.all);
}

}  // namespace footplate::ide
