#include "ide/findings.h"

#include <utility>

#include "ide/reference_walk.h"

namespace footplate::ide {

Findings::Findings() = default;
Findings::~Findings() = default;

schema::Verdicts Findings::verdicts() const {
  const std::lock_guard lock(mutex_);
  return verdicts_;
}

void Findings::keep(schema::Verdicts verdicts) {
  const std::lock_guard lock(mutex_);
  verdicts_ = std::move(verdicts);
}

const std::vector<FoundReference>& Findings::references(
    const std::function<std::vector<FoundReference>()>& find) const {
  std::call_once(walked_, [&] { references_ = find(); });
  return references_;
}

}  // namespace footplate::ide
