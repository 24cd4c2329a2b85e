// Between brackets a comma parts what is inserted from what follows; in JSON text keys and texts are in
// quotes.
#include <algorithm>
#include <cctype>

#include "ide/completion/completion_parts.h"
#include "ide/schema_words.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

enum class Keys { none, quoted, other };

Keys keysOf(Node mapping, Node own) {
  Keys found = Keys::none;
  for (const Entry entry : mapping.entries()) {
    if (entry.key == own || !entry.key.isScalar()) continue;
    if (entry.key.style() != yaml::Style::doubleQuoted) return Keys::other;
    found = Keys::quoted;
  }
  return found;
}

// Whether the nearest braces around that have keys have all of them in quotes.
bool isJson(const Place& place) {
  if (!place.flow) return false;
  for (Node up = place.node; up; up = up.parent()) {
    if (!up.isMapping()) continue;
    if (!up.flow()) return false;
    if (const Keys keys = keysOf(up, place.ownKey); keys != Keys::none) return keys == Keys::quoted;
  }
  return false;
}

// A text that JSON writes without quotes: a number, a word of JSON, brackets, a bare stop of a snippet.
bool standsBare(std::string_view text) {
  if (text.empty() || std::string_view("\"{[").find(text.front()) != std::string_view::npos) return true;
  const bool stop = text.size() == 2 && text[0] == '$' && std::isdigit(static_cast<unsigned char>(text[1]));
  if (stop || text == "true" || text == "false" || text == "null") return true;
  return yaml::type12OfText(text) == yaml::ScalarType::integer ||
         yaml::type12OfText(text) == yaml::ScalarType::number;
}

// "${1:local}" stands for its words.
std::string_view wordsOf(std::string_view text) {
  const std::size_t colon = text.find(':');
  const bool stop = text.starts_with("${") && text.ends_with('}') && colon != std::string_view::npos;
  return stop ? text.substr(colon + 1, text.size() - colon - 2) : text;
}

std::string inQuotes(std::string_view text) {
  if (standsBare(wordsOf(text))) return std::string(text);
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') text = text.substr(1, text.size() - 2);
  return '"' + std::string(text) + '"';
}

// A quoted key without its colon, "na": taken whole, so that the colon comes behind the quote.
void closeKeys(const Place& place, CompletionItems& items) {
  const Span whole{place.replace.begin - 1, place.replace.end + 1};
  if (!place.ownKey || place.ownKey.span() != whole) return;
  for (CompletionItem& item : items) {
    if (item.kind != CompletionKind::property) continue;
    item.replace = whole;
    item.insertText = item.filterText = '"' + item.label + '"';
    item.insertText += ": ";
    item.completeAgain = true;
  }
}

// Another entry or item follows in the same brackets without a comma between.
bool wantsComma(const CompletionRequest& request) {
  const std::string& text = *request.document.text;
  const Offset end = request.place.replace.end;
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  if (next == std::string::npos || std::string_view(",]}:#").find(text[next]) != std::string_view::npos)
    return false;
  // In brackets that nobody closed yet, the next line is not theirs.
  const bool nextLine = text.find('\n', end) < next;
  for (yaml::Node up = request.place.node; up; up = up.parent()) {
    if (up.flow())
      return up.span().contains(static_cast<Offset>(next)) && (!nextLine || isJson(request.place));
  }
  return false;
}

// `alone`: an item of a list, where a key with its value is a mapping of its own.
void writeAsJson(CompletionItem& item, bool isKey, bool hasColon, bool alone) {
  const std::size_t colon = item.insertText.find(": ");
  const std::string& key = item.filterText.empty() ? item.label : item.filterText;
  const std::string label = item.isSnippet ? snippetText(key) : key;
  if (!isKey) {
    item.insertText = inQuotes(item.insertText);
  } else if (hasColon) {
    item.insertText = '"' + label + '"';
  } else if (colon != std::string::npos) {
    item.insertText = '"' + label + "\": " + inQuotes(std::string_view(item.insertText).substr(colon + 2));
    if (alone) item.insertText = '{' + item.insertText + '}';
  }
}

}  // namespace

void writeInBrackets(const CompletionRequest& request, CompletionItems& items) {
  const Place& place = request.place;
  if (!place.flow) return;
  const bool json = isJson(place);
  const bool isItem =
      place.node.isSequence() || (!place.node.isMapping() && place.node.parent().isSequence());
  if (place.quote != 0) {
    if (json && place.key && !place.hasColon) closeKeys(place, items);
    return;
  }
  const std::string end = wantsComma(request) ? "," : "";
  for (CompletionItem& item : items) {
    const bool isKey = place.key && item.kind == CompletionKind::property;
    if (json) writeAsJson(item, isKey, place.hasColon, isItem);
    if (!isKey || !place.hasColon) item.insertText += end;
  }
}

}  // namespace footplate::ide
