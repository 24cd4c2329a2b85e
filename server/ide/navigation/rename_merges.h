// Whether a name can be changed where steps take over from each other by "<<".
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ide/navigation/mentions.h"
#include "ide/navigation/usages.h"

namespace footplate::ide {

// What is merged is written once and read in several steps: a step that gives the name anew, or runs a
// component of its own, would lose it, and one that has the new name already would hide it. A usage error
// says which.
Result<void> checkMerges(const Subject& subject, const std::string& newName, const std::vector<Usage>& usages,
                         DocumentSet& documents);

// A place that names something else, too, where it is taken over by "<<" or "*", keeps its name.
Result<void> checkShared(const std::vector<Usage>& usages, DocumentSet& documents);

}  // namespace footplate::ide
