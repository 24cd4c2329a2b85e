// What a `${{ }}` under the cursor stands for: where its name is defined, of which type, and the value that
// reaches it; the same for the key of a step's input, which is its component's.
#pragma once

#include <optional>

#include "ide/hover/hover.h"

namespace footplate::ide {

// Nothing when the place is in no expression and no key of that kind.
std::optional<Hover> bindingHover(const Document& document, Offset at, yaml::Node node,
                                  const Workspace& workspace);

}  // namespace footplate::ide
