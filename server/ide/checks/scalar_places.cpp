#include "ide/checks/scalar_places.h"

#include <algorithm>

namespace footplate::ide {

using yaml::Node;

Node ScalarPlaces::at(Offset place) {
  const auto begin = [](Node node) { return node.span().begin; };
  if (!isRead_) {
    isRead_ = true;
    for (yaml::NodeId id = 0; id < tree_.nodeCount(); ++id) {
      const Node node = tree_.node(id);
      if (node.isScalar() && !node.span().empty()) scalars_.push_back(node);
    }
    std::ranges::sort(scalars_, {}, begin);
  }
  const auto after = std::ranges::upper_bound(scalars_, place, {}, begin);
  if (after == scalars_.begin()) return {};
  const Node before = *std::prev(after);
  return place < before.span().end ? before : Node();
}

}  // namespace footplate::ide
