#include "ide/navigation/rename.h"

#include <nlohmann/json.hpp>

#include "lsp/locations.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

std::vector<protocol::TextEdit> toEdits(const ide::FileEdits& file, const std::string& newName,
                                        PositionEncoding encoding) {
  const Places places(*file.document, encoding);
  std::vector<protocol::TextEdit> edits;
  for (const Span place : file.places) edits.push_back({places.range(place), newName});
  return edits;
}

// Of an open document, so that the client refuses what has become stale; nothing for files on the disk.
std::optional<std::int64_t> versionOf(const Snapshot& snapshot, const std::string& path) {
  if (path == snapshot.document().path) return snapshot.parsed->version();
  const Buffer* open = snapshot.workspace->buffer(path);
  return open ? std::optional<std::int64_t>(open->parsed->version()) : std::nullopt;
}

}  // namespace

Result<std::string> prepareRename(const Snapshot& snapshot,
                                  const protocol::TextDocumentPositionParams& params) {
  const Places places = snapshot.places();
  const auto found =
      ide::prepareRename(snapshot.document(), places.offset(params.position), *snapshot.workspace);
  if (!found) return fail(found.error());
  return toJson(protocol::PrepareRenameResult{places.range(found->span), found->name});
}

Result<std::string> rename(const Snapshot& snapshot, const protocol::RenameParams& params) {
  // A file that is missed now would keep the old name.
  snapshot.workspace->settleFiles(!snapshot.client->watchesFiles);
  const Offset at = snapshot.places().offset(params.position);
  const auto files = ide::rename(snapshot.document(), at, params.newName, *snapshot.workspace);
  if (!files) return fail(files.error());
  protocol::WorkspaceEdit edit;
  auto changes = nlohmann::json::object();
  if (snapshot.client->documentChanges) edit.documentChanges.emplace();
  for (const ide::FileEdits& file : *files) {
    const std::string uri = uriOf(snapshot, file.path);
    auto edits = toEdits(file, params.newName, snapshot.client->encoding);
    if (edit.documentChanges) {
      edit.documentChanges->push_back({{uri, versionOf(snapshot, file.path)}, std::move(edits)});
      continue;
    }
    auto& list = changes[uri] = nlohmann::json::array();
    for (const protocol::TextEdit& one : edits) list.push_back(nlohmann::json::parse(toJson(one)));
  }
  if (!edit.documentChanges) edit.changes = std::make_shared<const nlohmann::json>(std::move(changes));
  return toJson(edit);
}

}  // namespace footplate::lsp
