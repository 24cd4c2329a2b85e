#include "ide/completion/completion.h"

#include <nlohmann/json.hpp>

#include "lsp/plain_text.h"
#include "lsp/requests/handlers.h"
#include "schema/snippet.h"

namespace footplate::lsp {
namespace {

using Kind = protocol::CompletionItemKind;

Kind toKind(ide::CompletionKind kind) {
  switch (kind) {
    case ide::CompletionKind::property:
      return Kind::property;
    case ide::CompletionKind::value:
      return Kind::value;
    case ide::CompletionKind::enumMember:
      return Kind::enumMember;
    case ide::CompletionKind::snippet:
      return Kind::snippet;
    case ide::CompletionKind::file:
      return Kind::file;
    case ide::CompletionKind::folder:
      return Kind::folder;
    case ide::CompletionKind::variable:
      return Kind::variable;
    case ide::CompletionKind::reference:
      return Kind::reference;
  }
  return Kind::text;
}

std::optional<std::string> unlessEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

protocol::RawJson openAgain() {
  static const auto command = std::make_shared<const nlohmann::json>(
      nlohmann::json{{"title", "suggest"}, {"command", "editor.action.triggerSuggest"}});
  return command;
}

protocol::CompletionItem toItem(const ide::CompletionItem& item, const Snapshot& snapshot,
                                const Places& places) {
  protocol::CompletionItem result;
  result.label = item.label;
  result.kind = toKind(item.kind);
  result.detail = unlessEmpty(places.words(item.detail));
  if (!item.documentation.empty())
    result.documentation = toMarkup(ide::translateLines(snapshot.client->language, item.documentation),
                                    snapshot.client->markdownInItems);
  result.sortText = unlessEmpty(item.sortText);
  result.filterText = unlessEmpty(item.filterText);
  if (item.deprecated) result.tags = {protocol::CompletionItemTag::deprecated};
  if (item.preselect) result.preselect = true;
  const bool isSnippet = item.isSnippet && snapshot.client->snippets;
  std::string text = item.isSnippet && !isSnippet ? schema::flattenSnippet(item.insertText) : item.insertText;
  if (isSnippet) result.insertTextFormat = protocol::InsertTextFormat::snippet;
  if (text.find('\n') != std::string::npos) result.insertTextMode = 1;
  result.textEdit = protocol::TextEdit{places.range(item.replace), std::move(text)};
  if (item.completeAgain && snapshot.client->isVsCode) result.command = openAgain();
  return result;
}

}  // namespace

std::string completion(const Snapshot& snapshot, const protocol::TextDocumentPositionParams& params) {
  const Places places = snapshot.places();
  protocol::CompletionList list;
  // Names of the project come later: the client asks again then, instead of keeping a list without them.
  list.isIncomplete = snapshot.workspace->isReadingFiles();
  for (const ide::CompletionItem& item :
       ide::completion(snapshot.document(), places.offset(params.position), *snapshot.workspace)) {
    list.items.push_back(toItem(item, snapshot, places));
  }
  return toJson(list);
}

}  // namespace footplate::lsp
