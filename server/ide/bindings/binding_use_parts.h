// What the finders of uses share. Private to binding_uses*.cpp.
#pragma once

#include <vector>

#include "ide/bindings/binding_uses.h"

namespace footplate::ide {

// What the `${{ … }}` of a scalar name, read as a text of this unit.
void addExpressionUses(Scopes& scopes, yaml::Node scalar, const Unit& unit, std::vector<BindingUse>& uses);

// Names that a unit takes over by "<<" or "*" from a place outside it: keys of its inputs and outputs, and
// `${{ … }}` that are its own there. One place may so be a use of two names. `uses` holds what was found
// where it stands; nothing is added twice.
void addBorrowedUses(const Document& document, Scopes& scopes, std::vector<BindingUse>& uses);

}  // namespace footplate::ide
