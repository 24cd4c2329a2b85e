#include "planner/overrides.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "schema/kind.h"
#include "schema/schema_set.h"
#include "schema/walk.h"
#include "yaml/tree.h"

// Each override is one edit of the text: the value is replaced where its key exists, else an entry is added
// at the end of the deepest mapping that exists, so that lines before it keep their numbers.
namespace footplate::planner {

namespace {

struct Override {
  std::vector<std::string> path;
  std::string value;
};

Error broken(const std::string& given, const std::string& why) {
  return {ErrorCode::usage, "applying --set " + given + ": " + why};
}

bool isPathKey(std::string_view key) {
  return key == "path" || key == "code" || key == "conda_file";
}

// The value with a path made absolute, quoted where YAML needs it.
std::string absoluteValue(const Override& change, const std::string& folder,
                          const ide::Workspace& workspace) {
  const std::string& value = change.value;
  const bool plain = !value.empty() && value.find_first_of("'\"{}[]#&*!|>%@`\n") == std::string::npos;
  const bool mayBePath = isPathKey(change.path.back()) || value.find('/') != std::string::npos ||
                         change.path.front() == "inputs";
  if (!plain || !mayBePath || !uriScheme(value).empty()) return value;
  const std::string path = joinPath(folder, value);
  if (!workspace.exists(path)) return value;
  return "\"" + replaceAll(replaceAll(path, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

Result<Override> parseOverride(const std::string& given, const std::string& folder,
                               const ide::Workspace& workspace) {
  const auto sign = given.find('=');
  if (sign == std::string::npos || sign == 0)
    return fail(broken(given, "write it as KEY=VALUE, as in inputs.lr=0.1"));
  Override change{split(std::string_view(given).substr(0, sign), '.'), given.substr(sign + 1)};
  if (std::any_of(change.path.begin(), change.path.end(),
                  [](const std::string& key) { return key.empty(); })) {
    return fail(broken(given, "the key has an empty part"));
  }
  const auto tree = yaml::parse(std::make_shared<const std::string>("v: " + change.value + "\n"));
  for (const auto& problem : tree->problems()) {
    if (problem.severity == Severity::error)
      return fail(broken(given, "the value is not YAML: " + problem.message));
  }
  change.value = absoluteValue(change, folder, workspace);
  return change;
}

yaml::Node child(yaml::Node node, const std::string& key) {
  if (node.isMapping()) {
    for (const yaml::Entry entry : node.entries()) {
      if (entry.key.text() == key) return entry.value;
    }
  }
  std::uint32_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (!node.isSequence() || error != std::errc() || end != key.data() + key.size()) return {};
  for (const yaml::Node item : node.items()) {
    if (index-- == 0) return item;
  }
  return {};
}

yaml::Node nodeAt(yaml::Node node, const std::vector<std::string>& path) {
  for (const std::string& key : path) node = child(node.resolved(), key);
  return node;
}

// Whether the schema wants a text where YAML reads something else: 3 in `--set tags.fold=3`.
bool isTextPlace(const yaml::Tree& tree, yaml::Node value, const std::string& file) {
  const auto schema = schema::schemaOfKind(schema::detectKind(file, tree));
  if (!schema || !value || !value.isPlain()) return false;
  const schema::ValueType type = schema::valueTypeOf(value, schema->typing());
  if (type == schema::ValueType::string || type == schema::ValueType::null_) return false;
  schema::TypeSet takes;
  for (const schema::SchemaNode* place : schema::schemasAt(value, *schema)) takes = takes | place->types;
  return takes.has(schema::ValueType::string) && !takes.has(type);
}

// The missing keys with their value, as block lines that begin at `indent` columns.
std::string blockEntry(const Override& change, std::size_t from, std::size_t indent) {
  std::string text;
  for (std::size_t i = from; i < change.path.size(); ++i) {
    if (i > from) text += "\n";
    text += std::string(indent, ' ') + change.path[i] + ":";
    indent += 2;
  }
  return text + " " + change.value;
}

std::string flowEntry(const Override& change, std::size_t from) {
  std::string text = change.path[from] + ": ";
  return from + 1 == change.path.size() ? text + change.value
                                        : text + "{" + flowEntry(change, from + 1) + "}";
}

std::string replaced(std::string text, Span span, const std::string& with) {
  return text.replace(span.begin, span.size(), with);
}

// Columns of the line a place stands on.
std::size_t columnOf(const yaml::Tree& tree, Offset at) {
  return at - tree.lines().lineStart(tree.lines().lineOf(at));
}

Result<std::string> addEntry(const yaml::Tree& tree, yaml::Node parent, const Override& change,
                             std::size_t from, const std::string& given) {
  const std::string& text = tree.text();
  const Span span = parent.span();
  if (parent.isNull()) {
    const yaml::Node key = parent.entryKey();
    const std::size_t indent = key ? columnOf(tree, key.span().begin) + 2 : 0;
    return replaced(text, span, (key ? "\n" : "") + blockEntry(change, from, indent));
  }
  if (!parent.isMapping())
    return fail(broken(given, "'" + change.path[from] + "' would stand below something that is no mapping"));
  if (parent.flow()) {
    const bool isEmpty = parent.entries().empty();
    return replaced(text, {span.begin + 1, span.begin + 1}, flowEntry(change, from) + (isEmpty ? "" : ", "));
  }
  const std::size_t indent = columnOf(tree, (*parent.entries().begin()).key.span().begin);
  const bool endsLine = span.end > 0 && text[span.end - 1] == '\n';
  const std::size_t lineEnd = endsLine ? span.end : std::min(text.find('\n', span.end), text.size());
  const std::string entry = blockEntry(change, from, indent);
  const auto at = static_cast<Offset>(lineEnd);
  return replaced(text, {at, at}, endsLine ? entry + "\n" : "\n" + entry);
}

Result<std::string> apply(const std::string& text, const Override& change, const std::string& given) {
  const auto tree = yaml::parse(std::make_shared<const std::string>(text));
  yaml::Node node = tree->root();
  if (!node) return blockEntry(change, 0, 0) + "\n";
  for (std::size_t depth = 0; depth < change.path.size(); ++depth) {
    const yaml::Node next = child(node.resolved(), change.path[depth]);
    if (!next) return addEntry(*tree, node.resolved(), change, depth, given);
    node = next;
  }
  Span span = node.span();
  if (node.anchorSpan().size() > 0) span.begin = std::min(span.begin, node.anchorSpan().begin);
  if (node.tagSpan().size() > 0) span.begin = std::min(span.begin, node.tagSpan().begin);
  const bool wasBlock = span.end > span.begin && text[span.end - 1] == '\n';
  const bool needsBlank = span.begin > 0 && text[span.begin - 1] == ':';
  return replaced(text, span, (needsBlank ? " " : "") + change.value + (wasBlock ? "\n" : ""));
}

}  // namespace

Result<std::string> applyOverrides(const std::string& text, const std::string& file,
                                   const std::vector<std::string>& overrides, const std::string& folder,
                                   const ide::Workspace& workspace) {
  std::string changed = text;
  for (const std::string& given : overrides) {
    auto change = parseOverride(given, folder, workspace);
    if (!change) return fail(change.error());
    auto next = apply(changed, *change, given);
    if (!next) return next;
    const auto tree = yaml::parse(std::make_shared<const std::string>(*next));
    if (const yaml::Node value = nodeAt(tree->root(), change->path); isTextPlace(*tree, value, file))
      next = replaced(*next, value.span(), "\"" + std::string(value.text()) + "\"");
    changed = std::move(*next);
  }
  return changed;
}

}  // namespace footplate::planner
