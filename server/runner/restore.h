// Runs whose database is gone: brought back from their folders.
#pragma once

#include <string>

#include "base/result.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::runner {

// Opens the project's runs for writing, setting a damaged database aside, else as RunStore::open; where the
// database is new and there are folders of runs, they are recorded again: what the plan says, the end that
// was written, the metrics. What only the database knew (tags and parameters a script has set, phases) is
// lost. Runs that still go on stay so.
Result<store::RunStore> openStore(const std::string& root);
// The same for a project that has runs; notFound when it has none.
Result<store::RunStore> openExistingStore(const std::string& root);

// Whether the folder is that of a run that was recorded once, as far as it tells itself: its supervisor
// starts after that.
bool wasRecorded(const store::RunFolder& folder);

}  // namespace footplate::runner
