// Where in its job, step or component a text stands, and what that place wants.
#pragma once

#include <string_view>

#include "ide/bindings/scopes.h"

namespace footplate::ide {

struct BindingPlace {
  const Unit* unit = nullptr;  // null: in no unit
  std::string_view field;      // the key of the unit's body it stands below: "inputs", "command"
  std::string_view port;       // below inputs, outputs or search_space: the name there
  const Unit* step = nullptr;  // the step that the unit is, or is written inside of

  // What the unit's own command reads; else what is wired from outside.
  bool isCode() const;
};

BindingPlace bindingPlace(Scopes& scopes, yaml::Node node);
// The type a port below `inputs` is wanted to have: its component's, else its own.
PortType wantedType(Scopes& scopes, const BindingPlace& place);

// Fields whose text a body's own command reads: there, a step sees its own ports and not its pipeline's.
bool isOwnCode(std::string_view field);
// The step that a unit is, or is written inside of.
const Unit* stepAround(const Unit& unit);

}  // namespace footplate::ide
