#include "lsp/requests/workspace_edit.h"

#include <nlohmann/json.hpp>

#include "base/uri.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

json jsonOf(const protocol::TextEdit& edit) {
  return json::parse(toJson(edit));
}

json documentEdit(const std::string& uri, const json& version, json edits) {
  return {{"textDocument", {{"uri", uri}, {"version", version}}}, {"edits", std::move(edits)}};
}

}  // namespace

// Making a file is an operation of its own, before its text is put in.
json workspaceEdit(const Snapshot& snapshot, const ide::CodeAction& action) {
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
  for (const ide::MoreLines& more : action.moreLines) {
    const auto other = snapshot.workspace->document(more.path);
    if (!other) continue;
    const auto end = static_cast<Offset>(other->text->size());
    const protocol::Range place = Places(*other, snapshot.client->encoding).range({end, end});
    changes.push_back(
        documentEdit(uriFromPath(more.path), nullptr, json::array({jsonOf({place, more.text})})));
  }
  if (!edits.empty())
    changes.push_back(documentEdit(snapshot.uri, snapshot.parsed->version(), std::move(edits)));
  return {{"documentChanges", std::move(changes)}};
}

}  // namespace footplate::lsp
