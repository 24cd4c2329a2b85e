#include "ide/navigation/usages.h"
#include "lsp/locations.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {

std::string references(const Snapshot& snapshot, const protocol::ReferenceParams& params) {
  snapshot.workspace->settleFiles(!snapshot.client->watchesFiles);
  const Offset at = snapshot.places().offset(params.position);
  Locations said(snapshot);
  std::vector<protocol::Location> locations;
  for (const ide::Usage& usage : ide::usagesAt(snapshot.document(), at, *snapshot.workspace)) {
    if (!usage.defines || params.context.includeDeclaration) locations.push_back(said.of(usage.location));
  }
  return listText(locations);
}

}  // namespace footplate::lsp
