#include "ide/checks/key_order.h"

#include <string>
#include <string_view>

namespace footplate::ide {

void checkKeyOrder(const yaml::Tree& tree, std::vector<schema::Issue>& issues) {
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    std::string_view before;
    for (yaml::Entry entry : tree.node(id).entries()) {
      if (!entry.key.isScalar()) continue;
      const std::string_view name = entry.key.text();
      if (name < before) {
        issues.push_back({entry.key.span(),
                          Severity::warning,
                          "yaml.key-order",
                          "'" + std::string(name) + "' belongs before '" + std::string(before) + "'",
                          {}});
      }
      before = name;
    }
  }
}

}  // namespace footplate::ide
