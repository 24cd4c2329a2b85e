// What the annotation of a parameter says of an argument: type, choices, how many values. Private to python/.
#pragma once

#include "python/evaluator.h"

namespace footplate::python {

struct Annotation {
  SyntaxNode said;       // the call of Option or Argument in Annotated[…]
  bool followed = true;  // false: nothing is known of the parameter
};

// Fills in `argument`.
Annotation readAnnotation(Evaluator& evaluator, SyntaxNode annotation, Argument& argument);

}  // namespace footplate::python
