// Stored files that no run needs any more, and their removal.
//
// A snapshot is needed by the runs that name it and by the plans of pipelines; a submit that has stored one
// but not yet recorded its run holds the store (ObjectStore::hold). The folder of a submit that was killed
// before it recorded its run needs nothing, and goes too.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "store/run_store.h"

namespace footplate::runner {

struct Collected {
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;  // that the disk has got back
};

// Waits for submits that are under way, at most so long: conflict then, and nothing was removed. A kill at
// any moment harms nothing. invalid when a snapshot that is needed cannot be read: what it names is not
// known.
Result<Collected> collectObjects(const store::RunStore& store, std::chrono::seconds patience,
                                 CancelToken stop = {});
// What collectObjects would take away if the runs `gone` were not there: an estimate, as nobody is kept from
// storing meanwhile.
Result<Collected> collectableObjects(const store::RunStore& store,
                                     const std::set<std::string, std::less<>>& gone);

}  // namespace footplate::runner
