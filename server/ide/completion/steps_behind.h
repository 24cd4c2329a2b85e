// The steps of a pipeline that wait for one of them, by way of others too: what they give cannot be given to
// it, because the steps would wait for each other.
//
//   const StepsBehind behind(scopes, step);
//   if (!behind.contains(choice.binding.step)) offer(choice);
#pragma once

#include <unordered_set>

#include "ide/bindings/scopes.h"

namespace footplate::ide {

class StepsBehind {
 public:
  StepsBehind(Scopes& scopes, const Unit& step);

  bool contains(const Unit* step) const { return step != nullptr && behind_.contains(step); }

 private:
  std::unordered_set<const Unit*> behind_;
};

}  // namespace footplate::ide
