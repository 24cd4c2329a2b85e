#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

// What walks the whole document lets go first what is about one place.
constexpr Asking wholeDocument{Urgency::patient};

void onCompletion(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), completion);
}
void onHover(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), hover);
}
void onDocumentSymbol(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), documentSymbol, wholeDocument);
}
void onFoldingRange(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), foldingRange, wholeDocument);
}
void onSelectionRange(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), selectionRange);
}
void onSemanticTokensFull(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), semanticTokensFull, wholeDocument);
}
void onSemanticTokensDelta(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), semanticTokensDelta, wholeDocument);
}
void onSemanticTokensRange(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), semanticTokensRange, wholeDocument);
}
void onFormatting(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), formatting, wholeDocument);
}
void onRangeFormatting(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), rangeFormatting, wholeDocument);
}
void onOnTypeFormatting(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), onTypeFormatting);
}
void onInlayHint(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), inlayHint, wholeDocument);
}
void onCodeLens(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), codeLens, wholeDocument);
}
void onDocumentActions(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), documentActions, {Urgency::patient, "[]"});
}
void onDefinition(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), definition);
}
void onReferences(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), references, wholeDocument);
}
void onPrepareCallHierarchy(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), prepareCallHierarchy);
}
void onDocumentHighlight(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), documentHighlight, wholeDocument);
}
void onDocumentLink(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), documentLink, wholeDocument);
}
void onPrepareRename(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), prepareRename);
}
void onRename(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), rename, wholeDocument);
}
void onCodeAction(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), codeAction, {Urgency::patient, "null", true});
}
void onDiagnostic(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), diagnostic,
                     {Urgency::patient, R"({"kind":"full","items":[]})", true});
}

// Method, handler, capability. Diagnostics, commands and semantic tokens announce themselves in
// initialize.cpp.
constexpr RequestRow table[] = {
    {"initialize", initialize, ""},
    {"shutdown", shutdown, ""},
    {"textDocument/completion", onCompletion,
     R"("completionProvider":{"triggerCharacters":[" ",":",".","/","{","-","\"","$"]})"},
    {"textDocument/hover", onHover, R"("hoverProvider":true)"},
    {"textDocument/documentSymbol", onDocumentSymbol, R"("documentSymbolProvider":true)"},
    {"textDocument/foldingRange", onFoldingRange, R"("foldingRangeProvider":true)"},
    {"textDocument/selectionRange", onSelectionRange, R"("selectionRangeProvider":true)"},
    {"textDocument/semanticTokens/full", onSemanticTokensFull, ""},
    {"textDocument/semanticTokens/full/delta", onSemanticTokensDelta, ""},
    {"textDocument/semanticTokens/range", onSemanticTokensRange, ""},
    {"textDocument/formatting", onFormatting, R"("documentFormattingProvider":true)"},
    {"textDocument/rangeFormatting", onRangeFormatting, R"("documentRangeFormattingProvider":true)"},
    {"textDocument/onTypeFormatting", onOnTypeFormatting,
     R"("documentOnTypeFormattingProvider":{"firstTriggerCharacter":"\n"})"},
    {"textDocument/inlayHint", onInlayHint, R"("inlayHintProvider":true)"},
    {"textDocument/codeLens", onCodeLens, R"("codeLensProvider":{"resolveProvider":false})"},
    {"textDocument/definition", onDefinition, R"("definitionProvider":true)"},
    {"textDocument/declaration", onDefinition, R"("declarationProvider":true)"},
    {"textDocument/references", onReferences, R"("referencesProvider":true)"},
    {"textDocument/prepareCallHierarchy", onPrepareCallHierarchy, R"("callHierarchyProvider":true)"},
    {"callHierarchy/incomingCalls", incomingCalls, ""},
    {"callHierarchy/outgoingCalls", outgoingCalls, ""},
    {"textDocument/documentHighlight", onDocumentHighlight, R"("documentHighlightProvider":true)"},
    {"textDocument/documentLink", onDocumentLink, R"("documentLinkProvider":{"resolveProvider":false})"},
    {"workspace/symbol", workspaceSymbol, R"("workspaceSymbolProvider":true)"},
    {"textDocument/prepareRename", onPrepareRename, ""},
    {"textDocument/rename", onRename, R"("renameProvider":{"prepareProvider":true})"},
    {"textDocument/codeAction", onCodeAction,
     R"("codeActionProvider":{"codeActionKinds":["quickfix","refactor.extract","refactor.rewrite","source.fixAll.footplate"],"resolveProvider":true})"},
    {"codeAction/resolve", codeActionResolve, ""},
    {"textDocument/diagnostic", onDiagnostic, ""},
    {"workspace/executeCommand", executeCommand, ""},
    {"footplate/actions", onDocumentActions, ""},
};

}  // namespace

std::span<const RequestRow> requestTable() {
  return table;
}

}  // namespace footplate::lsp
