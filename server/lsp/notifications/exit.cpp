#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

// The status is 0 only after a shutdown.
void exitServer(Server& server, const rpc::Message&) {
  server.exitWith(server.phase == Server::Phase::shutDown ? 0 : 1);
}

}  // namespace footplate::lsp
