#include "ide/quickfixes/code_action.h"

#include <nlohmann/json.hpp>

#include "ide/diagnostics.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/workspace_edit.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

constexpr std::int64_t automatically = 2;  // CodeActionTriggerKind

protocol::DeferredAction deferred(const Snapshot& snapshot, const ide::CodeAction& found, Span range) {
  return {snapshot.uri, snapshot.parsed->version(), snapshot.places().range(range), std::string(found.kind),
          found.title};
}

protocol::CodeAction toAction(const Snapshot& snapshot, const ide::CodeAction& found, Span range) {
  protocol::CodeAction action;
  action.title = snapshot.places().words(found.title);
  action.kind = std::string(found.kind);
  if (!found.repaired.empty()) {
    action.diagnostics.emplace();
    for (const schema::Issue& issue : found.repaired)
      action.diagnostics->push_back(toDiagnostic(issue, snapshot.places()));
  }
  if (found.preferred) action.isPreferred = true;
  if (found.deferred) {
    action.data = deferred(snapshot, found, range);
  } else {
    action.edit = std::make_shared<const json>(workspaceEdit(snapshot, found));
  }
  return action;
}

}  // namespace

std::string codeAction(const Snapshot& snapshot, const protocol::CodeActionParams& params) {
  const Span range = snapshot.places().span(params.range);
  const auto issues = ide::diagnostics(snapshot.document(), *snapshot.workspace);
  const bool unasked = params.context.triggerKind == automatically && range.empty();
  const ide::ActionScope scope{snapshot.document(),
                               *snapshot.workspace,
                               issues,
                               range,
                               snapshot.client->createsFiles,
                               unasked,
                               snapshot.client->resolvesEdits};
  std::string out = "[";
  for (const ide::CodeAction& found :
       ide::codeActions(scope, params.context.only.value_or(std::vector<std::string>()))) {
    if (out.size() > 1) out += ',';
    write(out, toAction(snapshot, found, range));
  }
  out += ']';
  return out;
}

}  // namespace footplate::lsp
