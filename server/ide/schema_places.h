// Schemas of things that are not written yet, with every alternative they may take.
#pragma once

#include <string_view>

#include "schema/walk.h"

namespace footplate::ide {

// The schemas themselves and all they refer to: references, allOf, every branch of unions and conditions.
schema::Places expandAll(const schema::Places& places);

// One step down, expanded.
schema::Places expandedKey(const schema::Places& parents, std::string_view key);
schema::Places expandedItem(const schema::Places& parents, std::size_t index);

// Schemas of a value that stands, or is being typed, in a mapping. The value of a property that chooses
// between branches belongs to all of them: the chosen ones first, then the others.
schema::Places schemasOfValue(yaml::Node value, const schema::Schema& schema, schema::Choice choice);

}  // namespace footplate::ide
