#include <algorithm>
#include <nlohmann/json.hpp>

#include "ide/diagnostics.h"
#include "ide/quick_fix.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

bool wantsQuickFixes(const protocol::CodeActionContext& context) {
  if (!context.only) return true;
  return std::ranges::any_of(*context.only, [](const std::string& kind) {
    return kind.empty() || kind == "quickfix" || kind.starts_with("quickfix.");
  });
}

protocol::WorkspaceEdit toEdit(const Snapshot& snapshot, std::vector<protocol::TextEdit> edits) {
  protocol::WorkspaceEdit edit;
  if (snapshot.client->documentChanges) {
    edit.documentChanges = {{{snapshot.uri, snapshot.parsed->version()}, std::move(edits)}};
    return edit;
  }
  nlohmann::json list = nlohmann::json::array();
  for (const protocol::TextEdit& change : edits) list.push_back(nlohmann::json::parse(toJson(change)));
  edit.changes = std::make_shared<const nlohmann::json>(nlohmann::json{{snapshot.uri, std::move(list)}});
  return edit;
}

}  // namespace

std::string codeAction(const Snapshot& snapshot, const protocol::CodeActionParams& params) {
  std::string out = "[";
  if (wantsQuickFixes(params.context)) {
    const Places places = snapshot.places();
    const auto issues = ide::diagnostics(snapshot.document(), *snapshot.workspace);
    for (const ide::QuickFix& fix : ide::quickFixes(snapshot.document(), issues, places.span(params.range))) {
      std::vector<protocol::TextEdit> edits;
      for (const schema::Edit& edit : fix.edits) edits.push_back({places.range(edit.span), edit.newText});
      protocol::CodeAction action;
      action.title = fix.title;
      action.kind = "quickfix";
      action.diagnostics = {toDiagnostic(fix.issue, places)};
      if (fix.preferred) action.isPreferred = true;
      action.edit = toEdit(snapshot, std::move(edits));
      if (out.size() > 1) out += ',';
      write(out, action);
    }
  }
  out += ']';
  return out;
}

}  // namespace footplate::lsp
