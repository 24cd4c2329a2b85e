// Where an item of a list begins.
#pragma once

#include <optional>

#include "yaml/tree.h"

namespace footplate::ide {

// The dash of an item of a block sequence, whatever stands between the two: a tag, an anchor, comments.
// Nothing for a node that has none.
//
//   - !my-tag &my-anchor |     <- the first character, not the '-' of a name
//       text
std::optional<Offset> dashOf(yaml::Node item);

}  // namespace footplate::ide
