// A command's JSON as text for people. The form may change; scripts use --json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "cli/words.h"

namespace footplate::cli {

// `command` is its name, `parameters` what it was given.
std::string render(std::string_view command, const nlohmann::json& result, const nlohmann::json& parameters,
                   const Style& style);

}  // namespace footplate::cli
