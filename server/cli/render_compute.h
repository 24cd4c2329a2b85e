// What `compute` prints for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/words.h"

namespace footplate::cli {

// A table of computes, or one in full: its nodes, who has them, who waits and why.
std::string renderCompute(const nlohmann::json& result, const Style& style);

}  // namespace footplate::cli
