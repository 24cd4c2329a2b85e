// The requests we answer: one function each, in the file of the same name; listed in table.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/log.h"
#include "lsp/server.h"
#include "protocol/generated/footplate_types.h"
#include "rpc/dispatcher.h"

namespace footplate::lsp {

struct RequestRow {
  const char* method;
  void (*handle)(Server& server, const rpc::Message& message, rpc::Responder responder);
  const char* capability;  // JSON members of the server's capabilities, "" for none
};

std::span<const RequestRow> requestTable();

// Life cycle, commands and what is about no document, on the owning thread.
void initialize(Server& server, const rpc::Message& message, rpc::Responder responder);
void shutdown(Server& server, const rpc::Message& message, rpc::Responder responder);
void codeActionResolve(Server& server, const rpc::Message& message, rpc::Responder responder);
void workspaceSymbol(Server& server, const rpc::Message& message, rpc::Responder responder);
// What is about a file that need not be open.
void incomingCalls(Server& server, const rpc::Message& message, rpc::Responder responder);
void outgoingCalls(Server& server, const rpc::Message& message, rpc::Responder responder);
void executeCommand(Server& server, const rpc::Message& message, rpc::Responder responder);

// Features, on a worker: the answer as JSON text.
std::string completion(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params);
std::string hover(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params);
std::string prepareCallHierarchy(const Snapshot& snapshot,
                                 const protocol::TextDocumentPositionParams& params);
std::string documentSymbol(const Snapshot& snapshot, const protocol::DocumentSymbolParams& params);
std::string foldingRange(const Snapshot& snapshot, const protocol::FoldingRangeParams& params);
std::string selectionRange(const Snapshot& snapshot, const protocol::SelectionRangeParams& params);
std::string semanticTokensFull(const Snapshot& snapshot, const protocol::SemanticTokensParams& params);
std::string semanticTokensDelta(const Snapshot& snapshot, const protocol::SemanticTokensDeltaParams& params);
std::string semanticTokensRange(const Snapshot& snapshot, const protocol::SemanticTokensRangeParams& params);
std::string formatting(const Snapshot& snapshot, const protocol::DocumentFormattingParams& params);
std::string rangeFormatting(const Snapshot& snapshot, const protocol::DocumentRangeFormattingParams& params);
std::string onTypeFormatting(const Snapshot& snapshot,
                             const protocol::DocumentOnTypeFormattingParams& params);
std::string inlayHint(const Snapshot& snapshot, const protocol::InlayHintParams& params);
std::string codeLens(const Snapshot& snapshot, const protocol::CodeLensParams& params);
std::string documentActions(const Snapshot& snapshot, const protocol::DocumentActionsParams& params);
std::string definition(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params);
std::string references(const Snapshot& snapshot, const protocol::ReferenceParams& params);
std::string documentHighlight(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params);
std::string documentLink(const Snapshot& snapshot, const protocol::DocumentLinkParams& params);
Result<std::string> prepareRename(const Snapshot& snapshot,
                                  const protocol::TextDocumentPositionParams& params);
Result<std::string> rename(const Snapshot& snapshot, const protocol::RenameParams& params);
std::string codeAction(const Snapshot& snapshot, const protocol::CodeActionParams& params);
std::string diagnostic(const Snapshot& snapshot, const protocol::DocumentDiagnosticParams& params);

// The capability with the names of token types.
std::string semanticTokensLegend();

// The parameters of a message, or an error that says which member is wrong.
template <class Params>
Result<Params> readParams(const rpc::Message& message) {
  if (!message.params) return fail(ErrorCode::usage, message.method + " needs parameters");
  auto params = protocol::fromJson<Params>(*message.params);
  if (!params) return fail(ErrorCode::usage, message.method + ": " + params.error().message);
  return params;
}

// What a feature answers: text, or a refusal that the person who asked shall read.
inline void give(rpc::Responder& responder, const std::string& text, Language) {
  responder.reply(text);
}
inline void give(rpc::Responder& responder, const Result<std::string>& answer, Language language) {
  if (answer) return responder.reply(*answer);
  responder.error(rpc::Code::requestFailed, ide::translate(language, answer.error().message));
}

// How a feature is asked.
struct Asking {
  Urgency urgency = Urgency::urgent;
  const char* closed = "null";  // the answer for a document that is not open
  bool ofAnyText = false;       // of files of patterns too, which have no tree
};

// Answers on a worker from the snapshot of now; the owning thread never parses.
template <class Params, class Answer>
void answerFromSnapshot(Server& server, const rpc::Message& message, rpc::Responder responder,
                        Answer (*answer)(const Snapshot&, const Params&), Asking asking = {}) {
  auto params = readParams<Params>(message);
  if (!params) return responder.error(rpc::Code::invalidParams, params.error().message);
  auto snapshot = server.snapshot(params->textDocument.uri);
  if (!snapshot) return responder.reply(asking.closed);
  auto duty = std::make_shared<rpc::Responder>(std::move(responder));
  server.work().post(asking.urgency, [snapshot, answer, asking, params = std::move(*params), duty] {
    if (duty->token().stop_requested()) return;
    if (!asking.ofAnyText && !snapshot->document().isYaml()) return duty->reply(asking.closed);
    give(*duty, answer(*snapshot, params), snapshot->client->language);
  });
}

}  // namespace footplate::lsp
