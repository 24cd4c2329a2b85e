#include "base/uri.h"
#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

void didChangeWorkspaceFolders(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidChangeWorkspaceFoldersParams>(message);
  if (!params) return;
  for (const protocol::WorkspaceFolder& folder : params->event.removed) {
    if (const auto path = pathFromUri(folder.uri)) std::erase(server.folders, *path);
  }
  for (const protocol::WorkspaceFolder& folder : params->event.added) {
    if (const auto path = pathFromUri(folder.uri)) server.folders.push_back(*path);
  }
  server.foldersChanged();
}

}  // namespace footplate::lsp
