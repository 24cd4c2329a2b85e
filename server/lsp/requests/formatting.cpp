#include "ide/formatting/formatting.h"

#include "ide/formatting/on_type_formatting.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {
namespace {

ide::FormatOptions toOptions(const protocol::FormattingOptions& options) {
  ide::FormatOptions result;
  result.tabSize = static_cast<int>(std::min<std::uint32_t>(options.tabSize, 8));
  result.trimLines = options.trimTrailingWhitespace.value_or(true);
  result.endWithBreak = options.insertFinalNewline.value_or(true);
  result.trimEnd = options.trimFinalNewlines.value_or(true);
  return result;
}

std::string editsText(const std::vector<schema::Edit>& edits, Places places) {
  std::vector<protocol::TextEdit> list;
  list.reserve(edits.size());
  for (const schema::Edit& edit : edits) list.push_back({places.range(edit.span), edit.newText});
  return listText(list);
}

}  // namespace

std::string formatting(const Snapshot& snapshot, const protocol::DocumentFormattingParams& params) {
  if (!snapshot.workspace->settings().format) return "[]";
  return editsText(ide::formatting(snapshot.document(), toOptions(params.options)), snapshot.places());
}

std::string rangeFormatting(const Snapshot& snapshot, const protocol::DocumentRangeFormattingParams& params) {
  if (!snapshot.workspace->settings().format) return "[]";
  const Places places = snapshot.places();
  const Span within = places.span(params.range);
  return editsText(ide::rangeFormatting(snapshot.document(), within, toOptions(params.options)), places);
}

std::string onTypeFormatting(const Snapshot& snapshot,
                             const protocol::DocumentOnTypeFormattingParams& params) {
  if (params.ch != "\n" || !snapshot.workspace->settings().format) return "[]";
  const Places places = snapshot.places();
  const auto options = toOptions(params.options);
  return editsText(ide::onNewLine(snapshot.document(), places.offset(params.position), options), places);
}

}  // namespace footplate::lsp
