#include "ide/quickfixes/places.h"

#include <algorithm>

#include "base/path.h"
#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

std::string flowEntries(const Document& document, Node mapping) {
  std::string content;
  for (yaml::Entry entry : mapping.entries()) {
    const Span key{startWithProperties(entry.key), entry.key.span().end};
    const Span value{startWithProperties(entry.value), entry.value.span().end};
    content += std::string(textOf(document, key)) + ":";
    if (!entry.value.isNull()) content += " " + std::string(textOf(document, value));
    content += "\n";
  }
  return replaceAll(std::move(content), "\r\n", "\n");
}

}  // namespace

bool touches(Span a, Span b) {
  return a.begin <= b.end && b.begin <= a.end;
}

Node valueAt(const ActionScope& scope) {
  const Node node = scope.document.yaml().nodeAt(scope.range.begin);
  return node.isScalar() && !node.isKey() && touches(node.span(), scope.range) ? node : Node();
}

std::string_view textOf(const Document& document, Span span) {
  return std::string_view(*document.text).substr(span.begin, span.size());
}

Offset startWithProperties(Node node) {
  Offset begin = node.span().begin;
  if (!node.anchor().empty()) begin = std::min(begin, node.anchorSpan().begin);
  if (!node.tag().empty()) begin = std::min(begin, node.tagSpan().begin);
  return begin;
}

bool belongsHere(Node node) {
  return node.isAlias() || !node.anchor().empty() || !node.tag().empty() || partsBelongHere(node);
}

bool partsBelongHere(Node node) {
  for (yaml::Entry entry : node.entries()) {
    if (belongsHere(entry.key) || belongsHere(entry.value)) return true;
  }
  return std::ranges::any_of(node.items(), belongsHere);
}

bool mayBeShared(Node node, Offset place) {
  for (Node up = node; up && !up.span().touches(place); up = up.parent()) {
    if (!up.anchor().empty()) return true;
  }
  return false;
}

bool holdsComment(const Document& document, Span span) {
  const std::vector<Span>& comments = document.yaml().comments();
  const auto first = std::ranges::lower_bound(comments, span.begin, {}, &Span::begin);
  return first != comments.end() && first->begin < span.end;
}

std::size_t entryOf(std::string_view line, std::size_t first) {
  while (first < line.size() && line[first] == '-' && line.substr(first + 1, 1).find_first_not_of(' ') != 0)
    first = line.find_first_not_of(' ', first + 1);
  return first;
}

std::string outdented(std::string_view text, std::size_t columns) {
  std::string moved;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min({line.find_first_not_of(' '), line.size(), columns}));
    if (line.ends_with('\r')) line.remove_suffix(1);
    moved += std::string(line) + "\n";
  }
  return moved;
}

bool sameContent(yaml::Node a, yaml::Node b) {
  if (a.isNull() || b.isNull()) return yaml::typeOf(a) == yaml::typeOf(b);
  if (a.kind() != b.kind() || a.text() != b.text() || a.size() != b.size() || a.tag() != b.tag())
    return false;
  if (a.anchor() != b.anchor() || yaml::typeOf(a) != yaml::typeOf(b)) return false;
  auto other = b.entries().begin();
  for (const yaml::Entry entry : a.entries()) {
    const yaml::Entry match = *other;
    ++other;
    if (!sameContent(entry.key, match.key) || !sameContent(entry.value, match.value)) return false;
  }
  auto item = b.items().begin();
  for (const yaml::Node one : a.items()) {
    if (!sameContent(one, *item)) return false;
    ++item;
  }
  return true;
}

bool isBroken(const Document& document) {
  return std::ranges::any_of(document.yaml().problems(), [](const yaml::Problem& problem) {
    return problem.severity == Severity::error;
  });
}

bool isMisread(const Document& document) {
  return std::ranges::any_of(document.yaml().problems(), [](const yaml::Problem& problem) {
    return problem.severity == Severity::error && problem.code != "yaml.duplicate-key";
  });
}

bool isRetired(const ActionScope& scope) {
  return std::ranges::any_of(scope.issues,
                             [](const schema::Issue& issue) { return issue.code.starts_with("dialect."); });
}

std::string componentName(std::string_view file) {
  std::string name = toLower(fileStem(std::string(file)));
  std::ranges::replace(name, '-', '_');
  return name;
}

std::string asFileContent(const Document& document, Node mapping) {
  if (!mapping.isMapping() || mapping.size() == 0 || partsBelongHere(mapping)) return {};
  if (mapping.flow()) return holdsComment(document, mapping.span()) ? "" : flowEntries(document, mapping);
  return outdented(textOf(document, mapping.span()), mapping.indent());
}

std::string freeFileName(const ActionScope& scope, std::string_view name) {
  std::string stem;
  for (const char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    stem += plain ? c : '-';
  }
  const std::string folder = scope.document.folder();
  if (stem.empty() || folder.empty()) return {};
  for (int i = 1; i < 100; ++i) {
    const std::string file = stem + (i == 1 ? "" : "-" + std::to_string(i)) + ".yml";
    if (!scope.workspace.exists(joinPath(folder, file))) return file;
  }
  return {};
}

}  // namespace footplate::ide
