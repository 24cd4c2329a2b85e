#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

void didChange(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidChangeTextDocumentParams>(message);
  if (!params) return;
  if (auto changed = server.documents.change(*params, server.client->encoding); !changed) {
    return logWarn(changed.error().message);
  }
  server.documentChanged(params->textDocument.uri);
}

}  // namespace footplate::lsp
