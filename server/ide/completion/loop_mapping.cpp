#include "ide/completion/loop_mapping.h"

#include "ide/bindings/bindings.h"
#include "schema/expressions.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// The name of an input: as it is, or at the end of "${{parent.jobs.STEP.inputs.NAME}}".
std::string inputNamed(Node text) {
  for (const schema::Expression& one : schema::findExpressions(text)) {
    if (one.path.size() > 4) return one.path[4].text;
  }
  return std::string(text.text());
}

}  // namespace

LoopBody loopBody(Scopes& scopes, const Unit& loop) {
  for (const schema::Expression& one : schema::findExpressions(loop.body.find("body").resolved())) {
    const bool isStep = one.path.size() == 3 && one.path[0].text == "parent" && one.path[1].text == "jobs";
    const Unit* step = isStep && loop.pipeline ? scopes.step(*loop.pipeline, one.path[2].text) : nullptr;
    if (step == nullptr) continue;
    const Unit* component = scopes.component(*step);
    return {step, component ? component : step};
  }
  return {};
}

LoopMapping::LoopMapping(Scopes& scopes, const Unit& loop, Node node)
    : scopes_(scopes), body_(loopBody(scopes, loop)) {
  if (body_.ports == nullptr) return;
  const Node value = node.parent().isSequence() ? node.parent() : node;
  output_ = body_.ports->outputs.find(value.entryKey().text());
  const auto note = [&](Node text) {
    if (text != node && text.resolved().isScalar()) given_.insert(inputNamed(text.resolved()));
  };
  for (const yaml::Entry entry : value.parent().entries()) {
    note(entry.value);
    for (const Node item : entry.value.resolved().items()) note(item);
  }
}

std::optional<PortFit> LoopMapping::fitOf(std::string_view input) const {
  const Port* port = body_.ports ? body_.ports->inputs.find(input) : nullptr;
  if (port == nullptr || given_.contains(input)) return std::nullopt;
  // A step's own words say how an output is kept and not what it is.
  if (output_ == nullptr || !body_.ports->definition) return PortFit::unknown;
  const PortType from = resolvedType(scopes_, *body_.ports, *output_);
  const PortFit fit = portFit(from, output_->literal, resolvedType(scopes_, *body_.ports, *port));
  return fit <= PortFit::unknown ? std::optional(fit) : std::nullopt;
}

}  // namespace footplate::ide
