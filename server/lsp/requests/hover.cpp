#include "ide/hover/hover.h"

#include "lsp/plain_text.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {

std::string hover(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params) {
  const Places places = snapshot.places();
  const auto found = ide::hover(snapshot.document(), places.offset(params.position), *snapshot.workspace);
  if (!found) return "null";
  protocol::Hover hover;
  hover.contents =
      toMarkup(ide::translateLines(snapshot.client->language, found->markdown), snapshot.client->markdown);
  hover.range = places.range(found->span);
  return toJson(hover);
}

}  // namespace footplate::lsp
