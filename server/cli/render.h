// A command's JSON as text for people. The form may change; scripts use --json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace footplate::cli {

// `command` is its name; `color` allows terminal colours.
std::string render(std::string_view command, const nlohmann::json& result, bool color);

}  // namespace footplate::cli
