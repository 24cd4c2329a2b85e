#include "ide/navigation/call_hierarchy.h"

#include "base/path.h"
#include "base/uri.h"
#include "ide/project_files.h"
#include "lsp/locations.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {
namespace {

using Item = protocol::CallHierarchyItem;

// An item keeps which open document was asked about: its project is the one that is searched.
Item itemOf(const Snapshot& snapshot, const ide::Runnable& file) {
  Locations said(snapshot);
  const protocol::Location location = said.of({file.document->path, file.span, file.document, nullptr});
  Item item;
  item.name = file.name;
  item.kind = ide::assetKindOf(file.document->kind) == "component" ? protocol::SymbolKind::class_
                                                                   : protocol::SymbolKind::module;
  item.detail = relativePath(file.document->path, snapshot.workspace->root());
  item.uri = location.uri;
  item.range = item.selectionRange = location.range;
  item.data = protocol::CallHierarchyData{snapshot.uri};
  return item;
}

std::vector<protocol::Range> rangesOf(const Snapshot& snapshot, const ide::Document& document,
                                      const std::vector<Span>& spans) {
  const Places places(document, snapshot.client->encoding);
  std::vector<protocol::Range> ranges;
  for (const Span span : spans) ranges.push_back(places.range(span));
  return ranges;
}

std::string incoming(const Snapshot& snapshot, const ide::Document& document) {
  std::vector<protocol::CallHierarchyIncomingCall> calls;
  for (const ide::Call& call : ide::callersOf(document, *snapshot.workspace))
    calls.push_back({itemOf(snapshot, call.file), rangesOf(snapshot, *call.file.document, call.places)});
  return listText(calls);
}

std::string outgoing(const Snapshot& snapshot, const ide::Document& document) {
  std::vector<protocol::CallHierarchyOutgoingCall> calls;
  for (const ide::Call& call : ide::calledBy(document, *snapshot.workspace))
    calls.push_back({itemOf(snapshot, call.file), rangesOf(snapshot, document, call.places)});
  return listText(calls);
}

void answerCalls(Server& server, const rpc::Message& message, rpc::Responder responder,
                 std::string (*answer)(const Snapshot&, const ide::Document&)) {
  auto params = readParams<protocol::CallHierarchyItemParams>(message);
  if (!params) return responder.error(rpc::Code::invalidParams, params.error().message);
  const Item& item = params->item;
  auto snapshot = server.snapshot(item.data ? item.data->asked : item.uri);
  if (!snapshot) return responder.reply("null");
  auto duty = std::make_shared<rpc::Responder>(std::move(responder));
  server.work().post(Urgency::patient, [snapshot, answer, uri = item.uri, duty] {
    if (duty->token().stop_requested()) return;
    snapshot->workspace->settleFiles(!snapshot->client->watchesFiles);
    if (uri == snapshot->uri) return duty->reply(answer(*snapshot, snapshot->document()));
    const auto path = pathFromUri(uri);
    const auto document = path ? snapshot->workspace->document(*path) : nullptr;
    duty->reply(document ? answer(*snapshot, *document) : "null");
  });
}

}  // namespace

std::string prepareCallHierarchy(const Snapshot& snapshot,
                                 const protocol::TextDocumentPositionParams& params) {
  snapshot.workspace->settleFiles(!snapshot.client->watchesFiles);
  const Offset at = snapshot.places().offset(params.position);
  const auto file = ide::runnableAt(snapshot.document(), at, *snapshot.workspace);
  return file ? listText(std::vector<Item>{itemOf(snapshot, *file)}) : "null";
}

void incomingCalls(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerCalls(server, message, std::move(responder), incoming);
}

void outgoingCalls(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerCalls(server, message, std::move(responder), outgoing);
}

}  // namespace footplate::lsp
