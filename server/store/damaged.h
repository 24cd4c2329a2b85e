// A run database that cannot be read any more.
#pragma once

#include <string>

#include "base/result.h"

namespace footplate::store {

// Whether a database of nothing stands where other processes have one open (a copy over it that failed, a
// shell's
// `>`): they would be waited for in vain. Under migrate.lock, so that it is none that is being made.
bool isEmptied(const std::string& path);

// Renames the database in `folder` with what belongs to it, unless it can be read after all (another process
// was faster): what it is called now, "" when it is as it was. Nothing is deleted.
Result<std::string> setDamagedAside(const std::string& folder);

}  // namespace footplate::store
