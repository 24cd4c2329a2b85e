#include "ide/code_action.h"

#include <nlohmann/json.hpp>

#include "base/uri.h"
#include "ide/diagnostics.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

constexpr std::int64_t automatically = 2;  // CodeActionTriggerKind

json jsonOf(const protocol::TextEdit& edit) {
  return json::parse(toJson(edit));
}

json documentEdit(const std::string& uri, const json& version, json edits) {
  return {{"textDocument", {{"uri", uri}, {"version", version}}}, {"edits", std::move(edits)}};
}

// Making a file is an operation of its own, before its text is put in.
json toEdit(const Snapshot& snapshot, const ide::CodeAction& action) {
  const Places places = snapshot.places();
  json edits = json::array();
  for (const schema::Edit& edit : action.edits)
    edits.push_back(jsonOf({places.range(edit.span), edit.newText}));
  if (!snapshot.client->documentChanges) return {{"changes", {{snapshot.uri, std::move(edits)}}}};
  json changes = json::array();
  for (const ide::NewFile& file : action.newFiles) {
    const std::string uri = uriFromPath(file.path);
    changes.push_back({{"kind", "create"}, {"uri", uri}});
    changes.push_back(documentEdit(uri, nullptr, json::array({jsonOf({{}, file.text})})));
  }
  if (!edits.empty())
    changes.push_back(documentEdit(snapshot.uri, snapshot.parsed->version(), std::move(edits)));
  return {{"documentChanges", std::move(changes)}};
}

protocol::CodeAction toAction(const Snapshot& snapshot, const ide::CodeAction& found) {
  protocol::CodeAction action;
  action.title = snapshot.places().words(found.title);
  action.kind = std::string(found.kind);
  if (!found.repaired.empty()) {
    action.diagnostics.emplace();
    for (const schema::Issue& issue : found.repaired)
      action.diagnostics->push_back(toDiagnostic(issue, snapshot.places()));
  }
  if (found.preferred) action.isPreferred = true;
  action.edit = std::make_shared<const json>(toEdit(snapshot, found));
  return action;
}

}  // namespace

std::string codeAction(const Snapshot& snapshot, const protocol::CodeActionParams& params) {
  const Span range = snapshot.places().span(params.range);
  const auto issues = ide::diagnostics(snapshot.document(), *snapshot.workspace);
  const bool unasked = params.context.triggerKind == automatically && range.empty();
  const ide::ActionScope scope{
      snapshot.document(), *snapshot.workspace, issues, range, snapshot.client->createsFiles, unasked};
  std::string out = "[";
  for (const ide::CodeAction& found :
       ide::codeActions(scope, params.context.only.value_or(std::vector<std::string>()))) {
    if (out.size() > 1) out += ',';
    write(out, toAction(snapshot, found));
  }
  out += ']';
  return out;
}

}  // namespace footplate::lsp
