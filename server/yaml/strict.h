// The second, strict reading of a YAML text; yaml-cpp stays behind this header.
//
// The tolerant tree (tree.h) is what people edit. Before a document is acted upon, strictProblem() asks a
// reader that gives up at the first mistake whether it agrees. Pure, any thread.
//
//   if (auto problem = yaml::strictProblem(text)) show(*problem);
#pragma once

#include <optional>
#include <string_view>

#include "yaml/tree.h"

namespace footplate::yaml {

// The first thing the strict reader stumbles over (code "yaml.strict"), with its place.
std::optional<Problem> strictProblem(std::string_view text);

}  // namespace footplate::yaml
