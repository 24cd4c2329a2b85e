// Adding an argument to a command line: shared by the repair of a missing one and by completion.
#pragma once

#include <optional>
#include <string>

#include "ide/invocations.h"
#include "schema/issue.h"

namespace footplate::ide {

// "${{inputs.lr}}" or "${{outputs.model}}" for the port whose name goes with the argument's, "" for none.
std::string bindingFor(const python::Argument& argument, const Invocation& invocation);

// "add '--lr ${{inputs.lr}}'": after the last word, on a line of its own where the last flag has one.
std::optional<schema::Fix> addArgumentFix(const Document& document, const Invocation& invocation,
                                          const python::Argument& argument);

}  // namespace footplate::ide
