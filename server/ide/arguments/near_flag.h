// The flag of a script that was most likely meant by one it does not have.
#pragma once

#include <string>

#include "ide/arguments/argument_match.h"

namespace footplate::ide {

// "" when none is near. Never one that says the opposite: `--no-fast` is not `--fast`.
std::string nearestFlag(const GivenFlag& given, const python::Arguments& arguments);

}  // namespace footplate::ide
