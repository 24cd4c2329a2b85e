// Adding an argument to a command line: shared by the repair of a missing one and by completion.
#pragma once

#include <optional>
#include <string>

#include "ide/arguments/invocations.h"
#include "ide/bindings/bindings.h"
#include "schema/issue.h"

namespace footplate::ide {

// "${{inputs.lr}}" or "${{outputs.model}}" for the one of `choices` whose name goes with the argument's, ""
// for none.
std::string bindingFor(const python::Argument& argument, const std::vector<BindingChoice>& choices);

// "add '--lr ${{inputs.lr}}'": after the last word, on a line of its own where the last flag has one.
// `where` is the unit of the command, null where there are no bindings.
std::optional<schema::Fix> addArgumentFix(const Document& document, const Invocation& invocation,
                                          const python::Argument& argument, const Unit* where,
                                          Scopes& scopes);

}  // namespace footplate::ide
