// The check before anything is stored or run: the very diagnostics the editor shows.
#pragma once

#include <string>

#include "base/result.h"
#include "commands/command.h"
#include "ide/document.h"
#include "ide/workspace.h"

namespace footplate::commands {

// Says errors and warnings to the session. invalid, naming the first error and what did not happen
// ("nothing was submitted"); `force` lets errors of `file.` and `rule.` pass.
Result<void> checkDocument(const ide::Document& document, const ide::Workspace& workspace, bool force,
                           const Session& session, const std::string& consequence);

}  // namespace footplate::commands
