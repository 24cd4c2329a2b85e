#include "base/uri.h"
#include "ide/navigation/links.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {

std::string documentLink(const Snapshot& snapshot, const protocol::DocumentLinkParams&) {
  Places places = snapshot.places();
  std::vector<protocol::DocumentLink> list;
  for (const ide::Link& link : ide::links(snapshot.document(), *snapshot.workspace)) {
    list.push_back({places.range(link.span), link.path.empty() ? link.address : uriFromPath(link.path), {}});
  }
  return listText(list);
}

}  // namespace footplate::lsp
