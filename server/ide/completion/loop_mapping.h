// What a loop hands on from one round to the next: an entry of `mapping` goes from an output of the step that
// it runs to one or several of that step's inputs.
//
//   const LoopMapping mapping(scopes, loop, node);  // node: a value below `mapping`, or an item of one
//   if (const auto fit = mapping.fitOf("rate")) offer("rate", *fit);
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "ide/bindings/port_fit.h"
#include "ide/bindings/scopes.h"
#include "yaml/tree.h"

namespace footplate::ide {

// The step that a loop runs, and whose inputs and outputs those are: its component's where it has one. Null
// where the step is not known.
struct LoopBody {
  const Unit* step = nullptr;
  const Unit* ports = nullptr;
};
LoopBody loopBody(Scopes& scopes, const Unit& loop);

class LoopMapping {
 public:
  LoopMapping(Scopes& scopes, const Unit& loop, yaml::Node node);

  const LoopBody& body() const { return body_; }
  // How the output suits an input of the body; nothing for one that does not take it, is given already, or is
  // none.
  std::optional<PortFit> fitOf(std::string_view input) const;

 private:
  Scopes& scopes_;
  LoopBody body_;
  const Port* output_ = nullptr;              // null where it is not known
  std::set<std::string, std::less<>> given_;  // inputs that stand at other places of the mapping
};

}  // namespace footplate::ide
