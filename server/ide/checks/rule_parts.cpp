#include "ide/checks/rule_parts.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/path.h"
#include "base/strings.h"
#include "schema/slip.h"
#include "schema/synonym.h"
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

namespace {
// "min_value" is no slip of "max_value".
bool areOpposites(std::string_view a, std::string_view b) {
  constexpr std::array<std::string_view, 2> words{"min", "max"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (a.find(words[i]) == std::string_view::npos) continue;
    if (replaceAll(std::string(a), std::string(words[i]), std::string(words[1 - i])) == b) return true;
  }
  return false;
}

// What other tools call `name`, which the schema proposes in its place: "max_trials".
bool isOtherWordFor(std::string_view key, std::string_view name) {
  // Jobs have `parameters`, which the service fills in.
  return key != name && key != "parameters" && schema::isSynonymOf(key, name);
}
}  // namespace

bool hasMisspelt(Node mapping, std::string_view name) {
  if (mapping.find(name)) return false;
  return std::ranges::any_of(mapping.entries(), [&](Entry entry) {
    const std::string_view key = entry.key.text();
    // Short words are close to many others: "code" is no misspelt "conf".
    const bool near = schema::isSlipOf(key, name) || (name.size() > 4 && editDistance(key, name, 2) <= 2);
    return entry.key.isScalar() && ((near && !areOpposites(key, name)) || isOtherWordFor(key, name));
  });
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

std::vector<Node> scalarsBelow(Node node) {
  std::vector<Node> found;
  std::vector<Node> waiting{node};
  while (!waiting.empty()) {
    const Node next = waiting.back();
    waiting.pop_back();
    if (next.isScalar()) found.push_back(next);
    const auto children = static_cast<std::ptrdiff_t>(waiting.size());
    for (Entry entry : next.entries()) waiting.push_back(entry.value);
    for (Node item : next.items()) waiting.push_back(item);
    std::reverse(waiting.begin() + children, waiting.end());  // the first child is taken first
  }
  return found;
}

void checkPathExists(Node path, const std::string& folder, const RuleScope& scope) {
  const Node value = path.resolved();
  if (!value.isScalar() || value.text().empty() || folder.empty() || !scope.workspace.seesFiles()) return;
  if (scope.workspace.exists(joinPath(folder, value.text()))) return;
  scope.add(path.span(), Severity::error, "file.missing",
            "there is no file or folder '" + std::string(value.text()) + "'");
}

}  // namespace footplate::ide
