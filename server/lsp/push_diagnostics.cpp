#include "lsp/push_diagnostics.h"

#include "lsp/guard.h"
#include "lsp/requests/diagnostic.h"
#include "lsp/server.h"

namespace footplate::lsp {

void PushDiagnostics::want(const std::string& uri) {
  State& state = states_[uri];
  if (state.running) {
    state.again = true;
  } else {
    start(uri, state);
  }
}

void PushDiagnostics::clear(const std::string& uri) {
  states_.erase(uri);
  server_.peer.notify("textDocument/publishDiagnostics",
                      toJson(protocol::PublishDiagnosticsParams{uri, {}, {}}));
}

void PushDiagnostics::start(const std::string& uri, State& state) {
  auto snapshot = server_.snapshot(uri);
  if (!snapshot) return;
  state.running = true;
  state.again = false;
  server_.work().post(Urgency::background, [&server = server_, this, snapshot] {
    protocol::PublishDiagnosticsParams said{snapshot->uri, snapshot->parsed->version(), {}};
    runGuarded([&] { said.diagnostics = diagnosticsOf(*snapshot); });  // a defect must not end the series
    std::string params = toJson(said);
    const void* parsed = snapshot->parsed.get();
    server.mailbox.post(
        [this, snapshot, parsed, params = std::move(params)] { done(snapshot->uri, parsed, params); });
  });
}

void PushDiagnostics::done(const std::string& uri, const void* parsed, const std::string& params) {
  const auto found = states_.find(uri);
  if (found == states_.end()) return;  // closed meanwhile
  const OpenDocument* document = server_.documents.find(uri);
  if (document && document->parsed.get() == parsed) {
    server_.peer.notify("textDocument/publishDiagnostics", params);
  }
  found->second.running = false;
  if (found->second.again || (document && document->parsed.get() != parsed)) start(uri, found->second);
}

}  // namespace footplate::lsp
