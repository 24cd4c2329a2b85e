#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"
#include "protocol/generated/footplate_types.h"

namespace footplate::lsp {

void trust(Server& server, const rpc::Message& message) {
  if (const auto params = readNotification<protocol::TrustParams>(message)) server.trust(params->trusted);
}

}  // namespace footplate::lsp
