#include "ide/navigation/definition.h"

#include "lsp/locations.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {

// Also the answer to textDocument/declaration: in YAML what declares a name defines it.
std::string definition(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params) {
  const Places places = snapshot.places();
  const ide::Destination found =
      ide::definition(snapshot.document(), places.offset(params.position), *snapshot.workspace);
  if (found.targets.empty()) return "null";
  Locations said(snapshot);
  std::vector<protocol::Location> locations;
  for (const ide::Location& target : found.targets) locations.push_back(said.of(target));
  if (!snapshot.client->definitionLinks) return listText(locations);
  // The origin matters: an editor's own idea of a word ends at the dots and dashes of a path.
  std::vector<protocol::LocationLink> links;
  for (const protocol::Location& one : locations)
    links.push_back({places.range(found.origin), one.uri, one.range, one.range});
  return listText(links);
}

}  // namespace footplate::lsp
