// What `footplate validate` prints for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "ide/l10n/l10n.h"

namespace footplate::cli {

// One line a repair and a remark, then how many there were.
std::string renderValidate(const nlohmann::json& result, bool color, Language language);

// The patch of `--diff`, or the repaired text of standard input; "" when nothing of the sort was made.
std::string productOfValidate(const nlohmann::json& result);

}  // namespace footplate::cli
