// Every place of a document that names an input, an output, a search space or a step, with its definition:
// the parts of `${{ … }}`, the variables of a command, the keys of a step's inputs and outputs, and the
// definitions themselves.
//
// What a step takes over by "<<" or "*" is used there, too: such a place may have several uses, of other
// names.
//
// Definition, references and rename need no more than this: uses whose definitions are equal are one name.
//
//   for (const BindingUse& use : bindingUses(document, workspace))
//     use.definition.path(), use.definition.key.span();  // of a component's input: in the component's file
#pragma once

#include <vector>

#include "ide/bindings/bindings.h"

namespace footplate::ide {

struct BindingUse {
  Span span;  // the name alone: "lr" in ${{inputs.lr}}
  Definition definition;
  bool isDefinition = false;  // it is the key that defines the name
};

// In the order of the text. Names that mean nothing are left out.
std::vector<BindingUse> bindingUses(const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
