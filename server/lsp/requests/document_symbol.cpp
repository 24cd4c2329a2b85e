#include "base/json_text.h"
#include "ide/navigation/symbols.h"
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
class OutlineText final : public ide::SymbolSink {
 public:
  explicit OutlineText(const Snapshot& snapshot) : places_(snapshot.places()) {
    constexpr std::size_t textForText = 9;  // bytes of the outline for one of the document, at most usually
    text_.reserve(snapshot.document().text->size() * textForText);
    text_ = "[";
  }

  void open(const ide::Symbol& symbol) override {
    if (!first_) text_ += ',';
    if (first_ && depth_ > 0) text_ += R"(,"children":[)";
    text_ += R"({"name":)";
    appendJsonString(text_, symbol.name);
    if (!symbol.detail.empty()) {
      text_ += R"(,"detail":)";
      appendJsonString(text_, symbol.detail);
    }
    text_ += R"(,"kind":)";
    appendJsonNumber(text_, static_cast<std::int64_t>(toKind(symbol.kind)));
    text_ += R"(,"range":)";
    places_.write(text_, symbol.span);
    text_ += R"(,"selectionRange":)";
    places_.write(text_, symbol.selection);
    first_ = true;
    ++depth_;
  }

  void close() override {
    if (!first_) text_ += ']';
    text_ += '}';
    first_ = false;
    --depth_;
  }

  std::string take() {
    text_ += ']';
    return std::move(text_);
  }

 private:
  Places places_;
  std::string text_;
  bool first_ = true;  // nothing stands yet in the list that is open
  unsigned depth_ = 0;
};

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
  if (snapshot.client->hierarchicalSymbols) {
    OutlineText outline(snapshot);
    ide::walkSymbols(snapshot.document(), outline);
    return outline.take();
  }
  std::vector<protocol::SymbolInformation> list;
  flatten(ide::symbols(snapshot.document()), "", snapshot, snapshot.places(), list);
  return listText(list);
}

}  // namespace footplate::lsp
