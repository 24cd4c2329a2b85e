#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

void didClose(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidCloseTextDocumentParams>(message);
  if (!params) return;
  server.documents.close(params->textDocument.uri);
  server.documentClosed(params->textDocument.uri);
}

}  // namespace footplate::lsp
