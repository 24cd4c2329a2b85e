// Literals as the command sees them: azure-ai-ml reads a scalar with PyYAML and hands on Python's str() of
// it.
#pragma once

#include <string>

#include "yaml/tree.h"

namespace footplate::planner {

// true -> "True", 010 -> "8", 1.0 -> "1.0", 1e5 (a string in YAML 1.1) -> "1e5", null -> "None", "x" -> x.
std::string literalText(yaml::Node scalar);

// Python's repr of a float: 0.1, 1e-05, 1e+16, inf, nan.
std::string pythonFloat(double value);

}  // namespace footplate::planner
