// The edit of an action that was only announced, made when it is chosen.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "ide/diagnostics.h"
#include "ide/quickfixes/code_action.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/workspace_edit.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

// The client's action with its edit; without one where there is nothing to change after all.
std::string resolve(const Snapshot& snapshot, const protocol::DeferredAction& wanted, json action) {
  const auto issues = ide::diagnostics(snapshot.document(), *snapshot.workspace);
  const ide::ActionScope scope{snapshot.document(), *snapshot.workspace, issues,
                               snapshot.places().span(wanted.range), snapshot.client->createsFiles};
  const auto actions = ide::codeActions(scope, {wanted.kind});
  const auto found = std::ranges::find(actions, wanted.title, &ide::CodeAction::title);
  if (found != actions.end()) action["edit"] = workspaceEdit(snapshot, *found);
  return action.dump();
}

}  // namespace

void codeActionResolve(Server& server, const rpc::Message& message, rpc::Responder responder) {
  const auto params = readParams<protocol::CodeActionResolveParams>(message);
  if (!params) return responder.error(rpc::Code::invalidParams, params.error().message);
  auto snapshot = server.snapshot(params->data.uri);
  if (!snapshot || snapshot->parsed->version() != params->data.version)
    return responder.error(rpc::Code::contentModified,
                           "the document has changed since the action was offered");
  auto duty = std::make_shared<rpc::Responder>(std::move(responder));
  server.work().post(Urgency::patient, [snapshot, wanted = params->data, action = *message.params, duty] {
    if (!duty->token().stop_requested()) duty->reply(resolve(*snapshot, wanted, action));
  });
}

}  // namespace footplate::lsp
