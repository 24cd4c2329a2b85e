#include "ide/checks/lost_keys.h"

#include <algorithm>

#include "base/strings.h"

namespace footplate::ide {

using yaml::Node;

bool lacksSpace(Node value, std::initializer_list<std::string_view> keys) {
  const Node key = value.entryKey();
  if (!value.isPlain() || !key) return false;
  const std::string_view text = value.text();
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size() || !isOneOf(text.substr(0, colon), keys))
    return false;
  const LineIndex& lines = value.tree()->lines();
  return lines.lineOf(value.span().begin) > lines.lineOf(key.span().end);
}

bool lacksSpace(Node port) {
  return lacksSpace(port, {"type", "path", "mode", "value", "default", "optional", "name", "version"});
}

void tellLostSpace(Node value, Severity severity, const RuleScope& scope) {
  const Offset colon = value.span().begin + static_cast<Offset>(value.text().find(':'));
  schema::Issue& issue =
      scope.add({colon, colon + 1}, severity, "yaml.missing-space", "put a space behind the ':'");
  issue.fixes.push_back({"put a space behind the ':'", {{{colon + 1, colon + 1}, " "}}});
}

bool isOnBrokenLine(const yaml::Tree& tree, std::string_view key) {
  return std::ranges::any_of(tree.problems(), [&](const yaml::Problem& problem) {
    if (problem.severity != Severity::error) return false;
    const LineIndex& lines = tree.lines();
    const Span span = lines.line(tree.text(), lines.lineOf(problem.span.end));
    const std::string_view words = trim(std::string_view(tree.text()).substr(span.begin, span.size()));
    return words.starts_with(key) &&
           (words.size() == key.size() || words[key.size()] == ':' || words[key.size()] == ' ');
  });
}

bool hasLostKey(Node mapping, std::string_view key) {
  const auto isGlued = [&](yaml::Entry entry) {
    const std::string_view text = entry.key.text();
    return text.starts_with(key) && text.size() > key.size() && text[key.size()] == ':';
  };
  return hasMisspelt(mapping, key) || std::ranges::any_of(mapping.entries(), isGlued) ||
         isOnBrokenLine(*mapping.tree(), key);
}

}  // namespace footplate::ide
