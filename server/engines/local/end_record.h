// Writing a run's end where it cannot be lost.
#pragma once

#include <string>

#include "runner/run_end.h"
#include "store/run_store.h"

namespace footplate::engines {

// Into the run's folder, then into the database: one that is busy or full for a while is waited for, because
// the folder's end.json holds the end meanwhile. False when only the folder has it (or not even that).
bool recordEnd(store::RunStore& store, const std::string& runId, const runner::RunEnd& end);

}  // namespace footplate::engines
