// What is left of runs that were cut off before their record: a submit, or a supervisor that was adding a
// step, was killed between making the run's folder and recording it. No list shows such a run, so nobody
// settles it.
//
//   std::size_t cleared = removeCutOffRuns(store);
#pragma once

#include <cstddef>

#include "store/run_store.h"

namespace footplate::runner {

// Removes the folders and control groups of such runs and says of how many. Left alone are: folders younger
// than ten minutes, those that somebody holds the lock of, those of another machine, user or copy of the
// project, and whatever has a log, an output or an end. Any process, beside any other.
std::size_t removeCutOffRuns(const store::RunStore& store);

// The same, but at most once an hour in one project.
void removeCutOffRunsNowAndThen(const store::RunStore& store);

}  // namespace footplate::runner
