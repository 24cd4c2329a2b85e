// The result of `footplate validate` as SARIF 2.1.0, which code scanning of forges and IDEs reads.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace footplate::cli {

// `folder` is absolute; paths of the result are relative to it.
nlohmann::json sarif(const nlohmann::json& result, const std::string& folder);

}  // namespace footplate::cli
