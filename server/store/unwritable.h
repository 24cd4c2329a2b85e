// Reading a database where nothing may be written. WAL needs a file beside it that all readers share; where
// that cannot be made either (a read-only disk, somebody else's folder), a private copy is read.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace footplate::store {

// Throws StoreFailure where neither the database nor a copy can be read. A copy is what was there when it was
// made, and goes with the last who reads it.
std::unique_ptr<Database> openUnwritable(const std::string& path);

}  // namespace footplate::store
