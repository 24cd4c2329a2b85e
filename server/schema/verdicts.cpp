#include "schema/verdicts.h"

#include <algorithm>

namespace footplate::schema {

bool Verdicts::isFaultless(yaml::Node value, const SchemaNode& schema) const {
  return std::ranges::binary_search(faultless_, Verdict{value.id(), &schema});
}

bool Verdicts::isWorthKeeping(yaml::Node value) {
  constexpr std::size_t least = 200;  // bytes
  return value.isMapping() && value.span().size() >= least;
}

void Verdicts::add(std::vector<Verdict> found) {
  faultless_.insert(faultless_.end(), found.begin(), found.end());
  std::ranges::sort(faultless_);
  const auto twice = std::ranges::unique(faultless_);
  faultless_.erase(twice.begin(), twice.end());
}

Verdicts Verdicts::carriedTo(const yaml::Tree& next) const {
  Verdicts carried(options_);
  for (const yaml::TakenOver& run : next.takenOver()) {
    const yaml::NodeId end = run.earlier + (run.end - run.first);
    auto at = std::ranges::lower_bound(faultless_, run.earlier, {}, &Verdict::value);
    for (; at != faultless_.end() && at->value < end; ++at)
      carried.faultless_.push_back({at->value - run.earlier + run.first, at->schema});
  }
  return carried;
}

}  // namespace footplate::schema
