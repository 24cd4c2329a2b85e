// How a run ended: written to runs/<id>/end.json before the database hears of it, so that an end that
// happened is never lost.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::runner {

struct RunEnd {
  store::RunStatus status = store::RunStatus::failed;
  std::optional<int> exitCode;
  std::optional<int> signal;
  std::optional<store::RunError> error;
  TimeMs ended = 0;
};

// Keeps room for the end on the disk, so that a full one costs no run its end. Called before the job starts;
// a disk that is full already is found out by others.
void reserveEnd(const store::RunFolder& folder);
// Gives the room back where no end was written by its owner.
void releaseEnd(const store::RunFolder& folder);
// Into the room kept where there is no other; what was kept is given back.
Result<void> writeEnd(const store::RunFolder& folder, const RunEnd& end);
std::optional<RunEnd> readEnd(const store::RunFolder& folder);

// Into the record: status, end time, exit code, error, last phase closed.
Result<store::Run> applyEnd(store::RunStore& store, const std::string& id, const RunEnd& end);

}  // namespace footplate::runner
