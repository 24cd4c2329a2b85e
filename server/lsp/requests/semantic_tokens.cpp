#include "ide/semantic_tokens.h"

#include "base/json_text.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

protocol::SemanticTokens encode(const std::vector<ide::SemanticToken>& tokens, const Places& places) {
  protocol::SemanticTokens result;
  result.data.reserve(tokens.size() * 5);
  protocol::Position last;
  for (const ide::SemanticToken& token : tokens) {
    const protocol::Range range = places.range(token.span);
    const bool sameLine = range.start.line == last.line;
    const std::uint32_t column = range.start.character - (sameLine ? last.character : 0);
    const std::uint32_t length = range.end.character - range.start.character;
    const auto type = static_cast<std::uint32_t>(token.type);
    result.data.insert(result.data.end(), {range.start.line - last.line, column, length, type, 0});
    last = range.start;
  }
  return result;
}

}  // namespace

std::string semanticTokensLegend() {
  std::string names;
  for (const char* name : ide::semanticTokenTypes()) {
    if (!names.empty()) names += ',';
    appendJsonString(names, name);
  }
  return R"("semanticTokensProvider":{"legend":{"tokenTypes":[)" + names +
         R"(],"tokenModifiers":[]},"full":true,"range":true})";
}

std::string semanticTokensFull(const Snapshot& snapshot, const protocol::SemanticTokensParams&) {
  return toJson(encode(ide::semanticTokens(snapshot.document()), snapshot.places()));
}

std::string semanticTokensRange(const Snapshot& snapshot, const protocol::SemanticTokensRangeParams& params) {
  const Places places = snapshot.places();
  return toJson(encode(ide::semanticTokens(snapshot.document(), places.span(params.range)), places));
}

}  // namespace footplate::lsp
