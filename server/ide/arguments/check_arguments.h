// The words a script is started with, beside what it takes.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// `args.unknown`, `args.missing`, `args.type`, `args.choice`, `args.duplicate`: warnings, and only where the
// script says for sure what it takes. Before them what check_shell.h tells of the commands themselves.
void checkArguments(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
