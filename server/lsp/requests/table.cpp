#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

void onCompletion(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), completion);
}
void onHover(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), hover);
}
void onDocumentSymbol(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), documentSymbol);
}
void onFoldingRange(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), foldingRange);
}
void onSelectionRange(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), selectionRange);
}
void onSemanticTokensFull(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), semanticTokensFull);
}
void onSemanticTokensRange(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), semanticTokensRange);
}
void onFormatting(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), formatting);
}
void onRangeFormatting(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), rangeFormatting);
}
void onOnTypeFormatting(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), onTypeFormatting);
}
void onInlayHint(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), inlayHint);
}
void onCodeLens(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), codeLens);
}
void onCodeAction(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), codeAction, "null", true);
}
void onDiagnostic(Server& server, const rpc::Message& message, rpc::Responder responder) {
  answerFromSnapshot(server, message, std::move(responder), diagnostic, R"({"kind":"full","items":[]})",
                     true);
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
    {"textDocument/semanticTokens/range", onSemanticTokensRange, ""},
    {"textDocument/formatting", onFormatting, R"("documentFormattingProvider":true)"},
    {"textDocument/rangeFormatting", onRangeFormatting, R"("documentRangeFormattingProvider":true)"},
    {"textDocument/onTypeFormatting", onOnTypeFormatting,
     R"("documentOnTypeFormattingProvider":{"firstTriggerCharacter":"\n"})"},
    {"textDocument/inlayHint", onInlayHint, R"("inlayHintProvider":true)"},
    {"textDocument/codeLens", onCodeLens, R"("codeLensProvider":{"resolveProvider":false})"},
    {"textDocument/codeAction", onCodeAction,
     R"("codeActionProvider":{"codeActionKinds":["quickfix","refactor.extract","refactor.rewrite","source.fixAll.footplate"]})"},
    {"textDocument/diagnostic", onDiagnostic, ""},
    {"workspace/executeCommand", executeCommand, ""},
};

}  // namespace

std::span<const RequestRow> requestTable() {
  return table;
}

}  // namespace footplate::lsp
