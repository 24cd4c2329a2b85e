#include "base/uri.h"
#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

namespace {

// Our own files change all the time while a run runs; they say nothing about documents, but for those that a
// person writes.
bool isOfRuns(const std::string& uri) {
  return uri.find("/.footplate/") != std::string::npos &&
         uri.find("/.footplate/compute/") == std::string::npos && !uri.ends_with("/.footplate/config.yml");
}

}  // namespace

void didChangeWatchedFiles(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidChangeWatchedFilesParams>(message);
  if (!params) return;
  bool matters = false;
  bool schemas = false;
  std::vector<std::string> paths;
  for (const protocol::FileEvent& change : params->changes) {
    if (isOfRuns(change.uri)) continue;
    matters = true;
    std::string path = pathFromUri(change.uri).value_or(std::string());
    schemas = schemas || change.uri.ends_with(".json") || server.isSchema(path);
    if (!path.empty()) paths.push_back(std::move(path));
  }
  if (!paths.empty()) server.filesChanged(paths);
  if (matters) server.worldChanged(schemas);
}

}  // namespace footplate::lsp
