#include "ide/inlay_hints.h"

#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {

std::string inlayHint(const Snapshot& snapshot, const protocol::InlayHintParams& params) {
  Places places = snapshot.places();
  std::vector<protocol::InlayHint> hints;
  for (const ide::InlayHint& hint :
       ide::inlayHints(snapshot.document(), places.span(params.range), *snapshot.workspace)) {
    hints.push_back({places.range({hint.at, hint.at}).start, hint.label, {}, true});
  }
  return listText(hints);
}

}  // namespace footplate::lsp
