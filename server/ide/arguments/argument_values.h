// What is known of a value that reaches a script: a literal, or an input whose definition says enough.
#pragma once

#include <optional>
#include <string>

#include "ide/arguments/invocations.h"
#include "ide/bindings/bindings.h"

namespace footplate::ide {

// Whether a text is one that `argument` takes.
bool takesType(const python::Argument& argument, std::string_view text);
bool takesChoice(const python::Argument& argument, std::string_view text);

// What was meant by a value that an editor put between “ and ”.
std::string withoutCurlyQuotes(std::string text);

// What a number outside the argument's bounds has to be: "at least 1", "a number from 1 to 10"; nothing
// inside.
std::optional<std::string> boundsFault(const python::Argument& argument, std::string_view text);

// "a whole number", "a number", "true or false".
const char* typeWords(python::ValueType type);

// Why the argument cannot take what a binding (the whole word `${{inputs.epochs}}`) stands for: "input
// 'epochs' is 'ten'". Nothing when it can, or nothing is known.
struct BindingFault {
  std::string words;
  bool choice = false;  // of the right type, but none of the choices
};
// `where` is the unit of the command.
std::optional<BindingFault> bindingFault(const python::Argument& argument, std::string_view binding,
                                         const Unit& where, Scopes& scopes);

}  // namespace footplate::ide
