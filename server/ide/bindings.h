// What `${{ … }}` may name at a place: the inputs, outputs and search space of the job that holds it.
// Shared by completion and hover.
#pragma once

#include <string>
#include <vector>

#include "schema/expressions.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct BindingTarget {
  std::string path;  // "inputs.lr"
  yaml::Node key;    // where it is defined
  yaml::Node value;
};

// All names in reach of a scalar, nearest first.
std::vector<BindingTarget> bindingTargets(yaml::Node scalar);

// The definition an expression means; `key` is no node when there is none.
BindingTarget bindingTarget(yaml::Node scalar, const schema::Expression& expression);

}  // namespace footplate::ide
