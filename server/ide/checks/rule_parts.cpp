#include "ide/checks/rule_parts.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "schema/slip.h"
#include "schema/synonym.h"
#include "schema/walk.h"
#include "yaml/scalar.h"

namespace footplate::ide {

using yaml::Entry;
using yaml::Node;

schema::Issue& RuleScope::add(Span span, Severity severity, std::string code, std::string message) const {
  issues.push_back({span, severity, std::move(code), std::move(message), {}});
  return issues.back();
}

Span keySpan(Node value) {
  const Node key = value.entryKey();
  return key ? key.span() : value.span();
}

std::optional<double> readNumber(Node value) {
  const Node node = value.resolved();
  if (!node.isScalar()) return std::nullopt;
  if (const auto number = yaml::asNumber(node)) return number;
  if (!node.isPlain() || yaml::type12Of(node) != yaml::ScalarType::number) return std::nullopt;
  return std::strtod(std::string(node.text()).c_str(), nullptr);
}

bool isWritten(Node value) {
  const Node node = value.resolved();
  if (!node || node.isNull()) return false;
  return !node.isScalar() || yaml::typeOf(node) != yaml::ScalarType::null_;
}

bool areOpposites(std::string_view a, std::string_view b) {
  // Only who knows the words can tell such a pair from a slip of one letter.
  constexpr std::pair<std::string_view, std::string_view> words[] = {{"min", "max"}, {"cpu", "gpu"}};
  return std::ranges::any_of(words, [&](const auto& pair) {
    const auto& [one, other] = pair;
    return a != b &&
           (replaceAll(std::string(a), one, other) == b || replaceAll(std::string(b), one, other) == a);
  });
}

namespace {
// What other tools call `name`, which the schema proposes in its place: "max_trials".
bool isOtherWordFor(Node key, std::string_view name, const Document* document) {
  if (key.text() == name || !schema::isSynonymOf(key.text(), name)) return false;
  const bool isHere = document != nullptr && &document->yaml() == key.tree();
  const schema::Schema* schema = isHere ? document->schemaOf(key) : nullptr;
  return schema == nullptr || schema::schemasAt(key, *schema).empty();
}

bool hasMisspelt(Node mapping, std::string_view name, const Document* document) {
  if (mapping.find(name)) return false;
  return std::ranges::any_of(mapping.entries(), [&](Entry entry) {
    const std::string_view key = entry.key.text();
    // Short words are close to many others: "code" is no misspelt "conf".
    const bool near = schema::isSlipOf(key, name) || (name.size() > 4 && editDistance(key, name, 2) <= 2);
    return entry.key.isScalar() &&
           ((near && !areOpposites(key, name)) || isOtherWordFor(entry.key, name, document));
  });
}
}  // namespace

bool hasMisspelt(Node mapping, std::string_view name) {
  return hasMisspelt(mapping, name, nullptr);
}

bool hasMisspelt(Node mapping, std::string_view name, const Document& document) {
  return hasMisspelt(mapping, name, &document);
}

std::string wordsJoinedBy(char filler, std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (isLetter(c) || isDigit(c)) {
      made += c;
    } else if (!made.empty() && made.back() != filler) {
      made += filler;
    }
  }
  if (made.ends_with(filler)) made.pop_back();
  return made;
}

void checkPathExists(Node path, const std::string& folder, const RuleScope& scope) {
  const Node value = path.resolved();
  if (!value.isScalar() || value.text().empty() || folder.empty() || !scope.workspace.seesFiles()) return;
  if (scope.workspace.exists(joinPath(folder, value.text()))) return;
  scope.add(path.span(), Severity::error, "file.missing",
            "there is no file or folder '" + std::string(value.text()) + "'");
}

}  // namespace footplate::ide
