#include "ide/completion/steps_behind.h"

#include <unordered_map>
#include <vector>

#include "schema/expressions.h"

namespace footplate::ide {
namespace {

// The step whose output a port is bound to; null for none, and while the name is being typed.
const Unit* sourceOf(Scopes& scopes, const Unit& pipeline, const Port& port) {
  for (const schema::Expression& one : schema::findExpressions(port.binding)) {
    const bool isOfStep = one.path.size() > 4 && one.path[0].text == "parent" && one.path[1].text == "jobs";
    if (isOfStep && !one.path[4].text.empty()) return scopes.step(pipeline, one.path[2].text);
  }
  return nullptr;
}

}  // namespace

StepsBehind::StepsBehind(Scopes& scopes, const Unit& step) {
  if (step.pipeline == nullptr) return;
  std::unordered_map<const Unit*, std::vector<const Unit*>> next;
  for (const std::string& name : scopes.stepNames(*step.pipeline)) {
    const Unit* one = scopes.step(*step.pipeline, name);
    if (one == nullptr || one->isLoop()) continue;  // a loop may hand on what its body gives
    for (const Port& port : one->inputs.list()) {
      if (const Unit* source = sourceOf(scopes, *step.pipeline, port)) next[source].push_back(one);
    }
  }
  std::vector<const Unit*> open{&step};
  while (!open.empty()) {
    const Unit* one = open.back();
    open.pop_back();
    for (const Unit* waiting : next[one]) {
      if (behind_.insert(waiting).second) open.push_back(waiting);
    }
  }
}

}  // namespace footplate::ide
