#include "ide/checks/custom_tags.h"

#include <map>
#include <set>
#include <string_view>

namespace footplate::ide {
namespace {

std::string_view kindWord(yaml::Node node) {
  if (node.isMapping()) return "mapping";
  return node.isSequence() ? "sequence" : "scalar";
}

// "!mine sequence" by tag; a setting without a kind means scalar, as other editors have it.
std::map<std::string_view, std::set<std::string_view>> kindsByTag(const Settings& settings) {
  std::map<std::string_view, std::set<std::string_view>> kinds;
  for (const std::string& setting : settings.customTags) {
    const std::string_view whole = setting;
    const std::size_t blank = whole.find(' ');
    kinds[whole.substr(0, blank)].insert(blank == std::string_view::npos ? "scalar"
                                                                         : whole.substr(blank + 1));
  }
  return kinds;
}

}  // namespace

void checkCustomTags(const Document& document, const Settings& settings, std::vector<schema::Issue>& issues) {
  if (settings.customTags.empty()) return;
  const auto kinds = kindsByTag(settings);
  const yaml::Tree& tree = document.yaml();
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const yaml::Node node = tree.node(id);
    const auto known = node.tag().empty() ? kinds.end() : kinds.find(node.tag());
    if (known == kinds.end() || known->second.count(kindWord(node)) != 0) continue;
    const std::string message = "the tag '" + std::string(node.tag()) + "' is set up for a " +
                                std::string(*known->second.begin()) + ", this is a " +
                                std::string(kindWord(node));
    issues.push_back({node.tagSpan(), Severity::error, "yaml.tag-kind", message, {}});
  }
}

}  // namespace footplate::ide
