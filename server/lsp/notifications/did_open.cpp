#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

void didOpen(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidOpenTextDocumentParams>(message);
  if (!params) return;
  const OpenDocument& document = server.documents.open(params->textDocument, "");
  server.documents.find(document.uri)->root = document.path.empty() ? "" : server.rootOf(document.path);
  server.watchRuns();
  server.documentChanged(document.uri);
}

}  // namespace footplate::lsp
