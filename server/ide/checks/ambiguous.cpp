#include "ide/checks/ambiguous.h"

#include <optional>
#include <string>

#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;
using yaml::ScalarType;

constexpr std::size_t longest = 40;  // no number, date or boolean is longer

// Words and numbers begin with few characters; all other scalars are left out before they are read.
bool mayDiffer(std::string_view text) {
  if (text.empty() || text.size() > longest) return false;
  const char first = text.front();
  const bool numeric = (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.';
  return numeric || (text.size() <= 3 && std::string_view("yYnNoO").find(first) != std::string_view::npos);
}

std::string typeWord(ScalarType type) {
  return std::string(type == ScalarType::integer ? "an " : "a ") + yaml::scalarTypeName(type);
}

std::string meaning11(Node node) {
  const ScalarType type = yaml::typeOf(node);
  if (type == ScalarType::boolean) return *yaml::asBoolean(node) ? "true" : "false";
  if (type == ScalarType::integer) {
    const std::optional<std::int64_t> value = yaml::asInteger(node);
    if (value) return "the number " + std::to_string(*value);
  }
  if (type == ScalarType::timestamp) return "a date";
  return type == ScalarType::string ? "text" : typeWord(type);
}

std::string meaning12(Node node) {
  const ScalarType type = yaml::type12Of(node);
  if (type == ScalarType::string) return "text";
  if (type == ScalarType::integer) return "a decimal number";
  return typeWord(type);
}

schema::Issue issueOf(Node node) {
  const std::string text(node.text());
  schema::Issue issue{node.span(), Severity::hint, "yaml.ambiguous", "", {}};
  issue.message = "'" + text + "' is " + meaning11(node) + " for Azure ML (YAML 1.1) but " + meaning12(node) +
                  " in YAML 1.2; write it so that both agree";
  issue.fixes.push_back({"quote it as text", {{node.span(), "\"" + text + "\""}}});
  if (yaml::typeOf(node) == ScalarType::boolean) {
    const std::string word = *yaml::asBoolean(node) ? "true" : "false";
    issue.fixes.push_back({"write '" + word + "'", {{node.span(), word}}});
  } else if (const auto value = yaml::asInteger(node)) {
    issue.fixes.push_back(
        {"write '" + std::to_string(*value) + "'", {{node.span(), std::to_string(*value)}}});
  }
  return issue;
}

// "start_time: 2030-01-31T06:00:00" means that time, whether it is read as a date or as text.
bool isTime(Node node) {
  const std::string_view key = node.entryKey().text();
  return key.ends_with("_time") && yaml::typeOf(node) == ScalarType::timestamp;
}

}  // namespace

void checkAmbiguous(const Document& document, std::vector<schema::Issue>& issues) {
  const yaml::Tree& tree = document.yaml();
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const Node node = tree.node(id);
    if (!node.isPlain() || node.isKey() || !mayDiffer(node.text())) continue;
    if (isTime(node)) continue;
    if (yaml::readsDifferently(node)) issues.push_back(issueOf(node));
  }
}

}  // namespace footplate::ide
