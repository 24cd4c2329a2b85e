// Whether a name can be changed where steps take over from each other by "<<".
#pragma once

#include <vector>

#include "base/result.h"
#include "ide/navigation/mentions.h"
#include "ide/navigation/usages.h"

namespace footplate::ide {

// What is merged is written once and read in several steps: a step that gives the name anew, or runs a
// component of its own, would lose it. A usage error says which.
Result<void> checkMerges(const Subject& subject, const std::vector<Usage>& usages, DocumentSet& documents);

}  // namespace footplate::ide
