// Anchors that no alias of their document uses. Pure; any thread.
#pragma once

#include <vector>

#include "schema/issue.h"
#include "yaml/tree.h"

namespace footplate::ide {

// "yaml.unused-anchor" with the repair that takes the anchor away.
void checkUnusedAnchors(const yaml::Tree& tree, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
