#include "ide/json_style.h"

#include <memory>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

enum class Keys { none, quoted, other };

Keys keysOf(Node mapping, Node own) {
  Keys found = Keys::none;
  for (const yaml::Entry entry : mapping.entries()) {
    if (entry.key == own || !entry.key.isScalar()) continue;
    if (entry.key.style() != yaml::Style::doubleQuoted) return Keys::other;
    found = Keys::quoted;
  }
  return found;
}

bool standsBare(std::string_view text) {
  if (text.empty() || std::string_view("\"{[").find(text.front()) != std::string_view::npos) return true;
  if (text == "true" || text == "false" || text == "null") return true;
  return yaml::type12OfText(text) == yaml::ScalarType::integer ||
         yaml::type12OfText(text) == yaml::ScalarType::number;
}

// The mapping whose "{" stands right before a place; no node for none.
Node mappingOpenedBefore(const Document& document, Offset at) {
  if (at == 0 || (*document.text)[at - 1] != '{') return {};
  for (Node up = document.yaml().nodeAt(at); up; up = up.parent()) {
    if (up.isMapping() && up.flow() && up.span().begin + 1 == at) return up;
  }
  return {};
}

std::string jsonOf(Node value);

std::string entriesOf(Node mapping) {
  std::string text;
  for (const yaml::Entry entry : mapping.entries()) {
    if (!text.empty()) text += ", ";
    text += inDoubleQuotes(entry.key.text()) + ": " + jsonOf(entry.value);
  }
  return text;
}

// JSON has no entry without a value: what is still to be typed is an empty text.
std::string jsonOf(Node value) {
  if (value.isNull()) return "\"\"";
  if (value.isMapping()) return '{' + entriesOf(value) + '}';
  if (value.isScalar()) {
    const bool bare = value.isPlain() && standsBare(value.text());
    return bare ? std::string(value.text()) : inDoubleQuotes(value.text());
  }
  std::string text;
  for (const Node item : value.items()) text += (text.empty() ? "" : ", ") + jsonOf(item);
  return value.isSequence() ? '[' + text + ']' : "";
}

// What takes the place of a whole value: "{path: src}", 'true'.
void writeValueAsJson(const Document& document, schema::Edit& edit) {
  if (edit.span.empty() || edit.newText.empty() || edit.newText.find('\n') != std::string::npos) return;
  Node old = document.yaml().nodeAt(edit.span.begin);
  while (old && old.span() != edit.span) old = old.parent();
  if (!old || old.isKey() || !isInJson(old.parent())) return;
  const auto read = yaml::parse(std::make_shared<const std::string>(edit.newText));
  const Node value = read->root();
  if (value && !value.isNull() && !value.isAlias() && read->problems().empty()) edit.newText = jsonOf(value);
}

}  // namespace

bool isInJson(Node node, Node own) {
  for (Node up = node; up; up = up.parent()) {
    if (!up.isMapping()) continue;
    if (!up.flow()) return false;
    if (const Keys keys = keysOf(up, own); keys != Keys::none) return keys == Keys::quoted;
  }
  return false;
}

std::string inDoubleQuotes(std::string_view text) {
  return '"' + replaceAll(replaceAll(std::string(text), "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string asJsonValue(std::string_view value) {
  if (standsBare(value)) return std::string(value);
  if (value.size() >= 2 && value.front() == '\'' && value.back() == '\'')
    value = value.substr(1, value.size() - 2);
  return '"' + std::string(value) + '"';
}

void writeAddedAsJson(const Document& document, std::vector<schema::Edit>& edits) {
  constexpr std::string_view comma = ", ";
  for (schema::Edit& edit : edits) {
    writeValueAsJson(document, edit);
    if (!edit.span.empty() || !isInJson(mappingOpenedBefore(document, edit.span.begin))) continue;
    std::string_view entry = edit.newText;
    const bool isParted = entry.ends_with(comma);
    if (isParted) entry.remove_suffix(comma.size());
    const auto read = yaml::parse(std::make_shared<const std::string>('{' + std::string(entry) + '}'));
    const Node mapping = read->root();
    if (!mapping.isMapping() || !read->problems().empty()) continue;
    edit.newText = entriesOf(mapping) + std::string(isParted ? comma : "");
  }
}

}  // namespace footplate::ide
