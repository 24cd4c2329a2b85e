#include "schema/fixes.h"

#include <algorithm>

#include "base/strings.h"
#include "schema/snippet.h"
#include "yaml/scalar.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr int maxNested = 3;

std::string inQuotesOf(Node node, std::string_view word) {
  if (node.style() == yaml::Style::singleQuoted) return "'" + std::string(word) + "'";
  if (node.style() == yaml::Style::doubleQuoted) return '"' + std::string(word) + '"';
  return scalarText(word);
}

const SchemaNode& target(const SchemaNode& schema) {
  const SchemaNode* at = &schema;
  for (int i = 0; i < 24 && at->reference != nullptr && at->types.empty() && !at->hasValues; ++i)
    at = at->reference;
  return *at;
}

// What stands after "key:", lines below it indented by `indent` more than the key.
std::string valueAfterColon(const SchemaNode& schema, const std::string& indent, int nested) {
  const SchemaNode& what = target(schema);
  const std::string_view snippet =
      schema.requiredSnippet.empty() ? what.requiredSnippet : schema.requiredSnippet;
  if (!snippet.empty()) {
    std::string text = flattenSnippet(snippet);
    // Places left for typing make no line of blanks.
    text.resize(text.find_last_not_of(" \n") + 1);
    if (text.empty()) return " ";
    text = replaceAll(std::move(text), "\n", "\n" + indent);
    return text.front() == ' ' || text.front() == '\n' ? text : " " + text;
  }
  const Node standard = schema.defaultValue ? schema.defaultValue : what.defaultValue;
  if (standard.isScalar())
    return " " + std::string(standard.isPlain() ? standard.text() : scalarText(standard.text()));
  if (!what.values.empty() && what.values.front().isScalar()) {
    const Node value = what.values.front();
    return " " + (value.isPlain() ? std::string(value.text()) : scalarText(value.text()));
  }
  if (what.types.has(ValueType::mapping) && !what.types.has(ValueType::string)) {
    std::string out;
    for (std::string_view name : what.required) {
      if (nested >= maxNested) break;
      const Property* property = what.property(name);
      out += "\n" + indent + "  " + std::string(name) + ":";
      if (property != nullptr) out += valueAfterColon(*property->schema, indent + "  ", nested + 1);
    }
    return out.empty() ? "\n" + indent + "  " : out;
  }
  if (what.types.has(ValueType::sequence) && !what.types.has(ValueType::string))
    return "\n" + indent + "  - ";
  return " ";
}

// Whether the schema has one value for the key, so that nothing is chosen or left to be filled in.
bool isForced(const SchemaNode* schema) {
  if (schema == nullptr) return false;
  const SchemaNode& what = target(*schema);
  return schema->requiredSnippet.empty() && what.requiredSnippet.empty() && what.values.size() == 1;
}

Offset startOf(Node key) {
  Offset begin = key.span().begin;
  if (!key.anchor().empty()) begin = std::min(begin, key.anchorSpan().begin);
  if (!key.tag().empty()) begin = std::min(begin, key.tagSpan().begin);
  return begin;
}

Fix insertInFlow(Node mapping, const std::string& line) {
  const Offset at = mapping.span().begin + 1;
  return {"", {Edit{{at, at}, mapping.size() == 0 ? line : line + ", "}}};
}

std::optional<Fix> toBoolean(Node value) {
  const std::string word = toLower(value.text());
  for (const char* yes : {"yes", "on", "true", "y"}) {
    if (word == yes) return Fix{"change to true", {Edit{value.span(), "true"}}};
  }
  for (const char* no : {"no", "off", "false", "n"}) {
    if (word == no) return Fix{"change to false", {Edit{value.span(), "false"}}};
  }
  return std::nullopt;
}

}  // namespace

std::string_view rawText(Node node) {
  const Span span = node.span();
  return std::string_view(node.tree()->text()).substr(span.begin, span.size());
}

std::string scalarText(std::string_view text) {
  constexpr std::string_view special = "-?:,[]{}#&*!|>'\"%@`";
  const bool plain = !text.empty() && special.find(text.front()) == std::string_view::npos &&
                     text.front() != ' ' && text.back() != ' ' && text.back() != ':' &&
                     text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
                     text.find_first_of("\n\t") == std::string_view::npos &&
                     yaml::typeOfText(text) == yaml::ScalarType::string &&
                     yaml::type12OfText(text) == yaml::ScalarType::string;
  if (plain) return std::string(text);
  return '"' +
         replaceAll(replaceAll(replaceAll(std::string(text), "\\", "\\\\"), "\"", "\\\""), "\n", "\\n") + '"';
}

Fix renameKey(Node key, std::string_view name) {
  return {"change to '" + std::string(name) + "'", {Edit{key.span(), inQuotesOf(key, name)}}};
}

Fix changeValue(Node value, Node inSchema) {
  const bool text = jsonTypeOf(inSchema) == ValueType::string;
  const std::string word(inSchema.text());
  return {"change to '" + word + "'", {Edit{value.span(), text ? inQuotesOf(value, word) : word}}};
}

namespace {

// A block between braces or brackets: "{goal: minimize, primary_metric: loss}".
std::string inBraces(Node value) {
  if (value.isScalar()) return std::string(rawText(value));
  std::vector<std::string> parts;
  for (yaml::Entry entry : value.entries()) {
    const std::string inner = inBraces(entry.value);
    parts.push_back(std::string(rawText(entry.key)) + ":" + (inner.empty() ? "" : " " + inner));
  }
  if (value.isMapping()) return "{" + join(parts, ", ") + "}";
  for (Node item : value.items()) parts.push_back(inBraces(item));
  return value.isSequence() ? "[" + join(parts, ", ") + "]" : "";
}

// What follows a colon, on the line of a mapping between braces.
std::string valueInFlow(const SchemaNode& schema) {
  const std::string value = valueAfterColon(schema, "", 0);
  if (value.find('\n') == std::string::npos) return value;
  const auto read = yaml::parse(std::make_shared<const std::string>("a:" + value + "\n"));
  const Node inner = read->root().find("a");
  const bool isWhole = read->problems().empty() && (inner.isMapping() || inner.isSequence());
  if (isWhole) return " " + inBraces(inner);
  return target(schema).types.has(ValueType::mapping) ? " {}" : " ";
}

}  // namespace

Fix insertKey(Node mapping, std::string_view name, const SchemaNode* schema) {
  const std::string title = "add '" + std::string(name) + "'";
  if (mapping.isMapping() && mapping.flow()) {
    const std::string value = schema == nullptr ? " " : valueInFlow(*schema);
    Fix fix = insertInFlow(mapping, std::string(name) + ":" + value);
    fix.title = title;
    fix.isChoice = !isForced(schema);
    return fix;
  }
  // Before the first key, or the second where the first says what the document is.
  Node before;
  for (yaml::Entry entry : mapping.entries()) {
    const std::string_view key = entry.key.text();
    if (before && before.text() != "$schema") break;
    before = entry.key;
    if (key != "$schema") break;
  }
  const Offset at = before ? startOf(before) : mapping.span().begin;
  const std::string indent(before ? before.indent() : mapping.indent(), ' ');
  const std::string value = schema == nullptr ? " " : valueAfterColon(*schema, indent, 0);
  return {title,
          {Edit{{at, at}, std::string(name) + ":" + value + "\n" + (before ? indent : "")}},
          !isForced(schema)};
}

namespace {

// "--lr 0.1" as the items of a list, one for each word; nothing where the words are not plainly parted.
std::optional<Fix> listOfWords(Node value, std::string_view raw) {
  constexpr std::string_view plainSigns = "-_./=+";
  const auto isPlain = [&](char c) {
    return isLetter(c) || isDigit(c) || c == ' ' || plainSigns.find(c) != std::string_view::npos;
  };
  if (!std::ranges::all_of(raw, isPlain)) return std::nullopt;
  std::vector<std::string> words = split(raw, ' ');
  std::erase(words, "");
  if (std::ranges::find(words, "-") != words.end()) return std::nullopt;
  return Fix{"make it a list of " + std::to_string(words.size()) + " words",
             {Edit{value.span(), "[" + join(words, ", ") + "]"}},
             true};
}

}  // namespace

Fix asMapping(Node value, std::string_view key) {
  const std::string text = "{" + std::string(key) + ": " + std::string(rawText(value)) + "}";
  return {"write it as '" + text + "'", {Edit{value.span(), text}}, true};
}

std::optional<Fix> placeholderInQuotes(Node value) {
  const std::string_view raw = rawText(value);
  if (!value.isMapping() || !raw.starts_with("{{") || !raw.ends_with("}}") ||
      raw.find_first_of("\"\\\n") != std::string_view::npos)
    return std::nullopt;
  // What fills it in may write quotes of its own.
  return Fix{"put it in quotes", {Edit{value.span(), '"' + std::string(raw) + '"'}}, true};
}

std::optional<Fix> convert(Node value, TypeSet wanted, Typing typing, Fitness fitness) {
  if (!value.isScalar()) return std::nullopt;
  const std::string raw(rawText(value));
  const bool plain = value.isPlain();
  if (fitness.asText && plain && wanted.has(ValueType::string) &&
      raw.find_first_of("\"\\\n") == std::string::npos) {
    return Fix{"put it in quotes", {Edit{value.span(), '"' + raw + '"'}}};
  }
  const bool quoted =
      value.style() == yaml::Style::singleQuoted || value.style() == yaml::Style::doubleQuoted;
  if (quoted) {
    const yaml::ScalarType type =
        typing == Typing::yaml11 ? yaml::typeOfText(value.text()) : yaml::type12OfText(value.text());
    const bool good = (type == yaml::ScalarType::integer && wanted.has(ValueType::integer)) ||
                      (type == yaml::ScalarType::number && wanted.has(ValueType::number)) ||
                      (type == yaml::ScalarType::boolean && wanted.has(ValueType::boolean));
    // "yes" and "4:30" are text again to YAML 1.2 when their quotes are gone.
    if (good && yaml::type12OfText(value.text()) == type)
      return Fix{"take the quotes away", {Edit{value.span(), std::string(value.text())}}};
  }
  if (wanted.has(ValueType::boolean)) {
    if (auto fix = toBoolean(value)) return fix;
  }
  if (fitness.asItem && wanted.has(ValueType::sequence) && (plain || quoted) &&
      raw.find_first_of(",[]{}\n") == std::string::npos) {
    // Words of a command line are items of their own.
    if (plain && raw.starts_with("-") && raw.find(' ') != std::string::npos) return listOfWords(value, raw);
    return Fix{"make it a list", {Edit{value.span(), "[" + raw + "]"}}};
  }
  return std::nullopt;
}

}  // namespace footplate::schema
