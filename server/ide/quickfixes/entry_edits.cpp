#include "ide/quickfixes/entry_edits.h"

#include <algorithm>

#include "base/strings.h"
#include "ide/item_dash.h"
#include "ide/json_style.h"
#include "ide/quickfixes/places.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using yaml::Entry;
using yaml::Node;

Offset endOf(const Entry& entry) {
  return std::max(entry.key.span().end, entry.value.span().end);
}

// Whether an anchor stands in the node or below, that aliases elsewhere may name.
bool holdsAnchor(Node node) {
  if (!node.anchor().empty()) return true;
  for (const Entry entry : node.entries()) {
    if (holdsAnchor(entry.key) || holdsAnchor(entry.value)) return true;
  }
  return std::ranges::any_of(node.items(), holdsAnchor);
}

// The whole lines from one place to another.
Span linesOf(const Document& document, Span span) {
  const LineIndex& lines = document.yaml().lines();
  const std::uint32_t last = lines.lineOf(std::max(span.end, span.begin + 1) - 1);
  return {lines.lineStart(lines.lineOf(span.begin)), lines.lineStart(last + 1)};
}

std::string_view beforeOnLine(const Document& document, Offset at) {
  const LineIndex& lines = document.yaml().lines();
  return textOf(document, {lines.lineStart(lines.lineOf(at)), at});
}

bool isFirstOfLine(const Document& document, Offset at) {
  return beforeOnLine(document, at).find_first_not_of(' ') == std::string_view::npos;
}

// Out of a row of siblings: from one to the next, or from the end of the one before.
std::optional<Edit> cut(const Document& document, Span one, std::optional<Offset> next,
                        std::optional<Offset> before) {
  Span span = one;
  if (next) {
    span.end = *next;
  } else if (before) {
    span.begin = *before;
  }
  if (holdsComment(document, span)) return std::nullopt;
  return Edit{span, ""};
}

// The braces stay; one pair in a list, "[a: 1]", has none.
std::optional<Edit> emptied(const Document& document, Node mapping) {
  const std::string_view text = textOf(document, mapping.span());
  if (!text.starts_with('{') || !text.ends_with('}')) return std::nullopt;
  const Span inside{mapping.span().begin + 1, mapping.span().end - 1};
  if (holdsComment(document, inside)) return std::nullopt;
  return Edit{inside, ""};
}

Offset indentOf(Node mapping) {
  return (*mapping.entries().begin()).key.indent();
}

std::string written(const NewEntry& entry, bool inFlow) {
  return quotedIfNeeded(entry.key, inFlow) + ": " + entry.value;
}

std::string inFlow(const std::vector<NewEntry>& entries) {
  std::string text;
  for (const NewEntry& entry : entries) text += (text.empty() ? "" : ", ") + written(entry, true);
  return text;
}

std::string inLines(const std::vector<NewEntry>& entries, Offset indent) {
  std::string text;
  for (const NewEntry& entry : entries)
    text += (text.empty() ? "" : "\n") + std::string(indent, ' ') + written(entry, false);
  return text;
}

// Where a new line goes below the lines of `span`, and what has to stand before it.
Edit lineBelow(const Document& document, Span span, const std::string& line) {
  const std::string& text = *document.text;
  const Offset at = linesOf(document, span).end;
  const bool isEnded = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
  return {{at, at}, isEnded ? line + "\n" : "\n" + line};
}

Span spanOf(const Entry& entry) {
  return {startWithProperties(entry.key), endOf(entry)};
}

Span lastOf(Node mapping) {
  Span last;
  for (const Entry entry : mapping.entries()) last = spanOf(entry);
  return last;
}

}  // namespace

std::optional<Edit> entryRemoved(const Document& document, Node key) {
  const Node mapping = key.parent();
  if (!mapping.isMapping() || holdsAnchor(key) || holdsAnchor(key.entryValue())) return std::nullopt;
  const Span span = spanOf({key, key.entryValue()});
  std::optional<Offset> next;
  std::optional<Offset> before;
  for (const Entry entry : mapping.entries()) {
    const Span other = spanOf(entry);
    if (other.begin < span.begin) before = other.end;
    if (other.begin > span.begin && !next) next = other.begin;
  }
  if (mapping.flow()) return next || before ? cut(document, span, next, before) : emptied(document, mapping);
  if (!next && !before) return std::nullopt;  // nothing would be left of the mapping
  if (isFirstOfLine(document, span.begin)) return Edit{linesOf(document, span), ""};
  // Behind a dash; a key behind a "?" would leave it.
  const bool isItem = beforeOnLine(document, span.begin).find_first_not_of(" -") == std::string_view::npos;
  if (!isItem || !next || !trim(textOf(document, {span.end, *next})).empty()) return std::nullopt;
  return cut(document, span, next, before);
}

std::optional<Edit> entryRemovedWithGroup(const Document& document, Node key) {
  const Node group = key.parent();
  const bool isAlone = group.size() == 1 && group.entryKey() && group.anchor().empty();
  return entryRemoved(document, isAlone ? group.entryKey() : key);
}

std::optional<Edit> itemRemoved(const Document& document, Node item) {
  const Node list = item.parent();
  if (!list.isSequence() || list.size() < 2 || holdsAnchor(item)) return std::nullopt;
  const Span span{startWithProperties(item), item.span().end};
  if (!list.flow()) {
    const std::optional<Offset> dash = dashOf(item);
    if (!dash || !isFirstOfLine(document, *dash)) return std::nullopt;
    return Edit{linesOf(document, {*dash, span.end}), ""};
  }
  std::optional<Offset> next;
  std::optional<Offset> before;
  for (const Node other : list.items()) {
    if (other.span().begin < span.begin) before = other.span().end;
    if (other.span().begin > span.end && !next) next = startWithProperties(other);
  }
  return cut(document, span, next, before);
}

std::vector<Edit> exchanged(const Document& document, Node one, Node other) {
  if (!one.isScalar() || !other.isScalar() || one.tree() != other.tree()) return {};
  const std::string first(textOf(document, one.span()));
  const std::string second(textOf(document, other.span()));
  if (first.find('\n') != std::string::npos || second.find('\n') != std::string::npos) return {};
  return {{one.span(), second}, {other.span(), first}};
}

std::optional<Edit> entriesAdded(const Document& document, Node mapping,
                                 const std::vector<NewEntry>& entries) {
  if (mapping.isNull() && mapping.entryKey() && mapping.anchor().empty() && mapping.span().empty()) {
    const Node name = mapping.entryKey();
    if (name.parent().flow() || !name.hasColon()) return std::nullopt;
    return lineBelow(document, name.span(), inLines(entries, name.indent() + 2));
  }
  if (!mapping.isMapping()) return std::nullopt;
  if (mapping.flow()) {
    const Offset at = mapping.span().begin + 1;
    return Edit{{at, at}, inFlow(entries) + (mapping.size() == 0 ? "" : ", ")};
  }
  return lineBelow(document, lastOf(mapping), inLines(entries, indentOf(mapping)));
}

std::optional<Edit> entriesAddedIn(const Document& document, Node body, std::string_view group,
                                   const std::vector<NewEntry>& entries) {
  if (!body.isMapping() || body.entries().empty()) return std::nullopt;
  for (const Entry entry : body.entries()) {
    if (entry.key.text() == group) return entriesAdded(document, entry.value, entries);
  }
  if (body.find(group)) return std::nullopt;  // merged in: one of its own would take the place of all of it
  if (body.flow()) return entriesAdded(document, body, {{std::string(group), '{' + inFlow(entries) + '}'}});
  const Offset indent = indentOf(body);
  return lineBelow(document, lastOf(body),
                   std::string(indent, ' ') + std::string(group) + ":\n" + inLines(entries, indent + 2));
}

Edit scalarChanged(Node scalar, std::string_view text) {
  switch (scalar.style()) {
    case yaml::Style::singleQuoted:
      return {scalar.span(), "'" + replaceAll(std::string(text), "'", "''") + "'"};
    case yaml::Style::doubleQuoted:
      return {scalar.span(), inDoubleQuotes(text)};
    default:
      return {scalar.span(), std::string(text)};
  }
}

bool isJson(const Document& document) {
  const Node root = document.yaml().root();
  return root.isMapping() && root.flow() && root.size() > 0 && isInJson(root);
}

}  // namespace footplate::ide
