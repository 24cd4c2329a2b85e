// The tables, by version. A migration only adds (tables, columns with defaults, indexes), so that a program
// which knows less can still read everything and a supervisor of an older version can write its run's end.
#pragma once

#include <cstdint>

#include "store/database.h"

namespace footplate::store {

// PRAGMA user_version of a store this program has made.
std::int64_t newestVersion();
// Brings the database to the newest version; one transaction a step.
void migrate(Database& database);

}  // namespace footplate::store
