// The setting `yaml.keyOrdering`: keys of every mapping are in the order of their letters. Pure; any thread.
#pragma once

#include <vector>

#include "schema/issue.h"
#include "yaml/tree.h"

namespace footplate::ide {

// "yaml.key-order" at each key that should stand before the one above it.
void checkKeyOrder(const yaml::Tree& tree, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
