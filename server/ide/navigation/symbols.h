// The outline of a document: its keys as a tree, in linear time. Of more than 50,000 keys those of the
// deepest levels are left out.
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

enum class SymbolKind { module, object, array, string, number, boolean, null_ };

struct Symbol {
  std::string name;    // the key, or "[0]" for an item that holds keys
  std::string detail;  // a short value, or the name of an item
  SymbolKind kind = SymbolKind::object;
  Span span;       // key and value
  Span selection;  // the key; inside `span`
  std::vector<Symbol> children;
};

std::vector<Symbol> symbols(const Document& document);

// Hears of each symbol before its children, and when they are told.
class SymbolSink {
 public:
  virtual ~SymbolSink() = default;
  virtual void open(const Symbol& symbol) = 0;  // `children` is empty
  virtual void close() = 0;
};

// The same outline without making it: that of a large document is longer than its text.
void walkSymbols(const Document& document, SymbolSink& sink);

}  // namespace footplate::ide
