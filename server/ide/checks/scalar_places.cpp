#include "ide/checks/scalar_places.h"

#include <algorithm>

namespace footplate::ide {

using yaml::Node;

Node ScalarPlaces::at(Offset place) {
  if (!isRead_) read();
  const auto after = std::ranges::upper_bound(starts_, place, {}, &Start::at);
  if (after == starts_.begin()) return {};
  const Node before = tree_.node(std::prev(after)->scalar);
  return place < before.span().end ? before : Node();
}

// Small numbers are sorted, not nodes, each of which would be looked up in the tree to be compared.
void ScalarPlaces::read() {
  isRead_ = true;
  for (yaml::NodeId id = 0; id < tree_.nodeCount(); ++id) {
    const Node node = tree_.node(id);
    if (node.isScalar() && !node.span().empty()) starts_.push_back({node.span().begin, id});
  }
  if (!std::ranges::is_sorted(starts_)) std::ranges::sort(starts_);
}

}  // namespace footplate::ide
