// What a `do_while` names of the step that it repeats.
#pragma once

#include "ide/checks/binding_checks.h"

namespace footplate::ide {

// The condition and the two sides of `mapping`, which are ports of the body, by their names or as
// expressions.
void checkLoops(BindingView& view);

}  // namespace footplate::ide
