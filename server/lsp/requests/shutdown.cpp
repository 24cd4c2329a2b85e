#include "lsp/requests/handlers.h"

namespace footplate::lsp {

void shutdown(Server& server, const rpc::Message&, rpc::Responder responder) {
  server.phase = Server::Phase::shutDown;
  responder.reply("null");
}

}  // namespace footplate::lsp
