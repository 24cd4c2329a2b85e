// The versions of an asset that a project knows.
//
//   versionsOf(workspace.names("environment"), "train");  // {"10", "9", "1"}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/workspace.h"

namespace footplate::ide {

// Of all in `known` with this name, each once and the newest first; "" (last) where one is without a version.
std::vector<std::string> versionsOf(const std::vector<AssetName>& known, std::string_view name);

}  // namespace footplate::ide
