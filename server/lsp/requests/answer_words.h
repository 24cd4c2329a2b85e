// The sentences in a verb's answer in the language of the editor: the command line translates where it
// prints, an editor shows members of the JSON as they are. Pure; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/language.h"

namespace footplate::lsp {

// Members that protocol/footplate.yaml declares as words of ours for people (detail, cost, reason, problem,
// message, notes, warnings) are translated in place. Maps whose names are the user's are left alone.
void translateAnswer(Language language, nlohmann::json& answer);

}  // namespace footplate::lsp
