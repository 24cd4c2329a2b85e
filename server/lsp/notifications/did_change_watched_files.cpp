#include "base/uri.h"
#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

// Our own files change all the time while a run runs; they say nothing about documents, compute apart.
void didChangeWatchedFiles(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidChangeWatchedFilesParams>(message);
  if (!params) return;
  bool matters = false;
  bool schemas = false;
  for (const protocol::FileEvent& change : params->changes) {
    const bool ours = change.uri.find("/.footplate/") != std::string::npos;
    if (ours && change.uri.find("/.footplate/compute/") == std::string::npos) continue;
    matters = true;
    schemas = schemas || change.uri.ends_with(".json") ||
              server.isSchema(pathFromUri(change.uri).value_or(std::string()));
  }
  if (matters) server.worldChanged(schemas);
}

}  // namespace footplate::lsp
