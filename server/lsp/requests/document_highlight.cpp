#include "ide/navigation/highlight.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {

std::string documentHighlight(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params) {
  using Kind = protocol::DocumentHighlightKind;
  const Places places = snapshot.places();
  std::vector<protocol::DocumentHighlight> list;
  for (const ide::Highlight& one :
       ide::highlights(snapshot.document(), places.offset(params.position), *snapshot.workspace)) {
    list.push_back({places.range(one.span), one.defines ? Kind::write : Kind::read});
  }
  return listText(list);
}

}  // namespace footplate::lsp
