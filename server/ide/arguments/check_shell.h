// Commands that bash reads in another way than they are written: arguments on lines of their own, comments in
// folded lines, quotes that stay open.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// `args.shell`, and `schema.length` for a command without a word. Gives back the commands whose words are
// lost on the way: what they lack may be among those.
std::vector<Span> checkShell(const Document& document, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
