// What conda's packages are called in Python's package index (schemas/translation/conda-names.json).
#pragma once

#include <string>
#include <string_view>

namespace footplate::runner {

// Either the name that pip knows it by, or what it is when pip has nothing for it.
struct CondaName {
  std::string pip;     // "torch"; "" for what has no counterpart
  std::string system;  // "a GPU library"; "" for what has one
};

// Of a package in lower case; a name that the table does not know is the same for pip.
CondaName pipNameOf(std::string_view conda);

// The package that a module comes with: "sklearn" -> "scikit-learn"; what the table does not know is its own.
std::string packageOfModule(const std::string& module);

}  // namespace footplate::runner
