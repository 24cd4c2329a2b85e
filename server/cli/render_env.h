// What env, doctor, run and completion print for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/words.h"

namespace footplate::cli {

std::string renderEnv(const nlohmann::json& result, const Style& style);
std::string renderDoctor(const nlohmann::json& result, const Style& style);
// The script, or the words one a line.
std::string renderCompletion(const nlohmann::json& result);

}  // namespace footplate::cli
