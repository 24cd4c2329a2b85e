#include "ide/semantic_tokens.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/json_text.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

protocol::SemanticTokens encode(const std::vector<ide::SemanticToken>& tokens, Places places) {
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

std::string remember(const Snapshot& snapshot, const std::vector<std::uint32_t>& data) {
  return snapshot.sentTokens->remember(snapshot.uri,
                                       std::make_shared<const std::vector<std::uint32_t>>(data));
}

// What lies between the numbers that both begin with and those that both end with; nothing for the same.
std::optional<protocol::SemanticTokensEdit> difference(const std::vector<std::uint32_t>& before,
                                                       const std::vector<std::uint32_t>& now) {
  const auto [oldMiddle, newMiddle] = std::ranges::mismatch(before, now);
  if (oldMiddle == before.end() && newMiddle == now.end()) return std::nullopt;
  const auto [oldTail, newTail] = std::mismatch(before.rbegin(), std::make_reverse_iterator(oldMiddle),
                                                now.rbegin(), std::make_reverse_iterator(newMiddle));
  protocol::SemanticTokensEdit edit;
  edit.start = static_cast<std::uint32_t>(oldMiddle - before.begin());
  edit.deleteCount = static_cast<std::uint32_t>(oldTail.base() - oldMiddle);
  if (newTail.base() > newMiddle) edit.data.emplace(newMiddle, newTail.base());
  return edit;
}

}  // namespace

std::string semanticTokensLegend() {
  std::string names;
  for (const char* name : ide::semanticTokenTypes()) {
    if (!names.empty()) names += ',';
    appendJsonString(names, name);
  }
  return R"("semanticTokensProvider":{"legend":{"tokenTypes":[)" + names +
         R"(],"tokenModifiers":[]},"full":{"delta":true},"range":true})";
}

std::string semanticTokensFull(const Snapshot& snapshot, const protocol::SemanticTokensParams&) {
  protocol::SemanticTokens all = encode(ide::semanticTokens(snapshot.document()), snapshot.places());
  all.resultId = remember(snapshot, all.data);
  return toJson(all);
}

// The whole where the client's tokens are not known any more.
std::string semanticTokensDelta(const Snapshot& snapshot, const protocol::SemanticTokensDeltaParams& params) {
  const SentTokens::Data before = snapshot.sentTokens->find(snapshot.uri, params.previousResultId);
  protocol::SemanticTokens all = encode(ide::semanticTokens(snapshot.document()), snapshot.places());
  all.resultId = remember(snapshot, all.data);
  if (!before) return toJson(all);
  protocol::SemanticTokensDelta delta;
  delta.resultId = all.resultId;
  if (auto edit = difference(*before, all.data)) delta.edits.push_back(std::move(*edit));
  return toJson(delta);
}

std::string semanticTokensRange(const Snapshot& snapshot, const protocol::SemanticTokensRangeParams& params) {
  const Places places = snapshot.places();
  return toJson(encode(ide::semanticTokens(snapshot.document(), places.span(params.range)), places));
}

}  // namespace footplate::lsp
