#include <nlohmann/json.hpp>

#include "lsp/notifications/handlers.h"
#include "lsp/notifications/read.h"

namespace footplate::lsp {

// Clients send the settings, or (newer ones) only the word that they changed.
void didChangeConfiguration(Server& server, const rpc::Message& message) {
  const auto params = readNotification<protocol::DidChangeConfigurationParams>(message);
  if (!params) return;
  if (params->settings && params->settings->is_object() && !params->settings->empty()) {
    server.applySettings(*params->settings);
  } else {
    server.askSettings();
  }
}

}  // namespace footplate::lsp
