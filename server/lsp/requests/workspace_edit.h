// A code action's changes as the client takes them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "ide/quickfixes/code_action.h"
#include "lsp/server.h"

namespace footplate::lsp {

// A WorkspaceEdit: versioned edits and new files for a client that knows them, else plain edits by URI.
nlohmann::json workspaceEdit(const Snapshot& snapshot, const ide::CodeAction& action);

}  // namespace footplate::lsp
