// What can be wrong in a .amlignore file: patterns that have no effect, or another one than they seem to
// have.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Hints only (`rule.ignore`): every line is a pattern, whatever stands in it. Pure, any thread.
//
//   data/
//   !data/keep.csv      <- no effect: the folder is left out as a whole
std::vector<schema::Issue> checkIgnoreFile(const Document& document);

}  // namespace footplate::ide
