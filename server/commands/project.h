// Which store a verb without a file looks into, and the truth about its runs first.
#pragma once

#include <string>

#include "base/result.h"
#include "commands/command.h"
#include "store/run_store.h"

namespace footplate::commands {

// The editor's workspace folder that holds the path, "" outside an editor.
std::string workspaceFolderOf(const Session& session, const std::string& path);

// The existing store of the session's folder, its unfinished runs reconciled. notFound when the project has
// none.
Result<store::RunStore> openProjectStore(Session& session);

}  // namespace footplate::commands
