// A run database that cannot be read any more.
#pragma once

#include <string>

#include "base/result.h"

namespace footplate::store {

// Renames the database in `folder` with what belongs to it, unless it can be read after all (another process
// was faster): what it is called now, "" when it is as it was. Nothing is deleted.
Result<std::string> setDamagedAside(const std::string& folder);

}  // namespace footplate::store
