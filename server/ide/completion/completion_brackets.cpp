// Between brackets a comma parts what is inserted from what follows; in JSON text keys and texts are in
// quotes.
#include "ide/completion/completion_brackets.h"

#include "base/strings.h"
#include "ide/completion/completion_parts.h"
#include "ide/json_style.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

// A stop of a snippet that holds no words.
bool isStop(std::string_view text) {
  return text.size() == 2 && text[0] == '$' && isDigit(text[1]);
}

// "${1:local}" stands for its words.
std::string_view wordsOf(std::string_view text) {
  const std::size_t colon = text.find(':');
  const bool stop = text.starts_with("${") && text.ends_with('}') && colon != std::string_view::npos;
  return stop ? text.substr(colon + 1, text.size() - colon - 2) : text;
}

// The words of a stop decide whether it stands in quotes.
std::string inJsonQuotes(std::string_view text) {
  const std::string_view words = wordsOf(text);
  if (isStop(text) || asJsonValue(words) == words) return std::string(text);
  return words == text ? asJsonValue(text) : '"' + std::string(text) + '"';
}

// Another entry or item follows `end` in the same brackets without a comma between.
bool wantsComma(const CompletionRequest& request, Offset end) {
  const std::string& text = *request.document.text;
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  if (next == std::string::npos || std::string_view(",]}:#").find(text[next]) != std::string_view::npos)
    return false;
  // In brackets that nobody closed yet, the next line is not theirs.
  const bool nextLine = text.find('\n', end) < next;
  for (yaml::Node up = request.place.node; up; up = up.parent()) {
    if (up.flow())
      return up.span().contains(static_cast<Offset>(next)) &&
             (!nextLine || isInJson(request.place.node, request.place.ownKey));
  }
  return false;
}

// `alone`: an item of a list, where a key with its value is a mapping of its own.
void writeAsJson(CompletionItem& item, bool isKey, bool hasColon, bool alone) {
  const std::size_t colon = item.insertText.find(": ");
  const std::string& key = item.filterText.empty() ? item.label : item.filterText;
  const std::string label = item.isSnippet ? snippetText(key) : key;
  if (!isKey) {
    item.insertText = inJsonQuotes(item.insertText);
  } else if (hasColon) {
    item.insertText = '"' + label + '"';
  } else if (colon != std::string::npos) {
    item.insertText =
        '"' + label + "\": " + inJsonQuotes(std::string_view(item.insertText).substr(colon + 2));
    if (alone) item.insertText = '{' + item.insertText + '}';
  }
}

// What takes the place of a key with its quotes has quotes of its own.
void writeQuotedKey(const Place& place, CompletionItem& item) {
  item.completeAgain = item.completeAgain || item.insertText.find(": ") == std::string::npos;
  if (item.insertText.find(": ") == std::string::npos) item.insertText += ": ";
  writeAsJson(item, true, false, false);
  item.replace = {place.replace.begin - 1, place.replace.end + 1};
  item.filterText = '"' + (item.filterText.empty() ? item.label : item.filterText) + '"';
}

}  // namespace

bool isQuotedWhole(const Place& place) {
  if (!place.flow || !place.key || place.quote != '"' || place.hasColon || !place.ownKey) return false;
  return place.ownKey.span() == Span{place.replace.begin - 1, place.replace.end + 1};
}

void writeInBrackets(const CompletionRequest& request, CompletionItems& items) {
  const Place& place = request.place;
  if (!place.flow) return;
  const bool json = isInJson(place.node, place.ownKey);
  const bool quotedKey = isQuotedWhole(place);
  const bool isItem =
      place.node.isSequence() || (!place.node.isMapping() && place.node.parent().isSequence());
  if (place.quote != 0 && !quotedKey) return;
  const std::string end = wantsComma(request, place.replace.end + (quotedKey ? 1 : 0)) ? "," : "";
  for (CompletionItem& item : items) {
    const bool isKey = place.key && item.kind == CompletionKind::property;
    if (quotedKey && isKey) {
      writeQuotedKey(place, item);
    } else if (json) {
      writeAsJson(item, isKey, place.hasColon, isItem);
    }
    if (!isKey || !place.hasColon) item.insertText += end;
  }
}

}  // namespace footplate::ide
