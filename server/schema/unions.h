// What the compiler learns about unions when all nodes are filled: which types a node can take and which
// property tells the branches apart. Private to the compiler.
#pragma once

#include <memory>
#include <vector>

#include "schema/schema.h"

namespace footplate::schema {

void settleUnions(const std::vector<std::unique_ptr<SchemaNode>>& nodes);

}  // namespace footplate::schema
