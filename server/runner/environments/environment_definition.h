// What an environment is made of, in one spelling: the text that its hash is taken of.
//
// Comments, blanks, the order of packages and keys, doubled channels and the spelling of names (PEP 503) do
// not change it; every real change does, the contents of local packages and of a build context among them.
// The order of channels and of index options is kept: it says who is asked first.
#pragma once

#include <string>
#include <string_view>

#include "runner/run_plan.h"

namespace footplate::runner {

// `maker` is "pip" or "conda": they do not make the same of one definition. Reads local packages, nothing
// else.
std::string definitionText(const EnvironmentSpec& spec, const std::string& maker);

// The steps of a Dockerfile: no comments, no empty lines, continued lines joined, instructions in upper case.
std::string dockerSteps(std::string_view dockerfile);

// A hash of a file, or of the names and contents of a folder (.git, caches of Python and .footplate left
// out; at most 20,000 files).
std::string contentHash(const std::string& path);

}  // namespace footplate::runner
