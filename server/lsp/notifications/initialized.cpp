#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

namespace {

// Files come and go, schemas, YAML and scripts change: what a document names is then looked at again.
constexpr const char* watchers =
    R"({"registrations":[{"id":"footplate-files","method":"workspace/didChangeWatchedFiles","registerOptions":)"
    R"({"watchers":[{"globPattern":"**/*","kind":5},{"globPattern":"**/*.{yml,yaml,json,txt,py}","kind":2}]}}]})";

}  // namespace

void initialized(Server& server, const rpc::Message&) {
  if (server.client->watchesFiles) server.peer.request("client/registerCapability", watchers);
  server.askSettings();
  server.watchRuns();
  server.indexProjects();
}

}  // namespace footplate::lsp
