// How a phase of a run ends: done, or the code and message of the run's error.
#pragma once

#include <tl/expected.hpp>

#include "base/result.h"
#include "store/run_record.h"

namespace footplate::engines {

using Step = tl::expected<void, store::RunError>;

// The code of an end that somebody asked for.
inline constexpr const char* canceledCode = "canceled";

// A phase that could not be done; a canceled one keeps its own code whatever the phase was.
inline tl::unexpected<store::RunError> failedStep(const char* code, const Error& error) {
  return tl::unexpected<store::RunError>(
      store::RunError{error.code == ErrorCode::canceled ? canceledCode : code, error.message});
}

}  // namespace footplate::engines
