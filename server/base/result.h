// How failure crosses a public function: Result<T>, an Error of a code and one sentence.
//
// A message says what was being done, to what, and what to do next; it starts in lower case and has no
// final stop. Exceptions of a library end in the file that names the library.
//
//   Result<Run> run = store.find(id);
//   if (!run) return fail(run.error());
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace footplate {

enum class ErrorCode {
  invalid,      // the thing judged is bad: an invalid file, a run that did not complete (exit 1)
  usage,        // the caller asked wrongly: unknown option, missing argument (exit 2)
  notFound,     // no such file, run, asset (exit 3)
  conflict,     // it exists already, or its state forbids this (exit 4)
  unavailable,  // the engine, disk or network could not (exit 4)
  unsupported,  // a kind or option this version cannot run (exit 4)
  canceled,     // stopped by the caller (exit 130)
  internal,     // a defect of ours (exit 4)
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

// The stable word for a code, as JSON shows it ("notFound").
const char* errorCodeName(ErrorCode code);

}  // namespace footplate
