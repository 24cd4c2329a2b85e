// What the generated types share: raw JSON members, and how a failed reading says where it failed.
//
//   Result<HoverParams> params = fromJson<HoverParams>(json);   // "position.line: expected an unsigned
//   integer" std::string text = toJson(hover);
//
// Reading ignores members it does not know; an optional member may also be null. Plain values, no thread
// rule.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"

namespace footplate::protocol {

// JSON kept as it came, for members whose form is not ours to say; null pointer where it was absent.
using RawJson = std::shared_ptr<const nlohmann::json>;

// The first problem of a reading: the member's path ("textDocument.uri") and what was expected there.
struct ReadProblem {
  std::string path;
  std::string message;
};

template <class T>
Result<T> fromJson(const nlohmann::json& in) {
  T value;
  ReadProblem problem;
  if (read(in, value, problem)) return value;
  return fail(ErrorCode::usage, (problem.path.empty() ? "value" : problem.path) + ": " + problem.message);
}

template <class T>
std::string toJson(const T& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace footplate::protocol
