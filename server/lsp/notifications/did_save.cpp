#include "base/uri.h"
#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

// What was saved may be a schema or a file that others name.
void didSave(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidSaveTextDocumentParams>(message);
  if (!params) return;
  if (const auto path = pathFromUri(params->textDocument.uri)) server.filesChanged({*path});
  server.worldChanged(params->textDocument.uri.ends_with(".json"));
}

}  // namespace footplate::lsp
