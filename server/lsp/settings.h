// The user's settings as the client sends them, read kindly: what is missing or odd leaves the default.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "ide/workspace.h"

namespace footplate::lsp {

// `settings` is {"yaml": {"schemas": {LOCATION: GLOB | [GLOB…]}, "customTags": […], "validate", "completion",
// "hover": true | false}, "footplate": {"otherYaml", "severity": {CODE | FAMILY: WORD}, and the same three}};
// relative locations start at `folder`.
ide::Settings readSettings(const nlohmann::json& settings, const std::string& folder);

}  // namespace footplate::lsp
