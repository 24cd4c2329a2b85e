// Reading and writing MLflow's JSON (protobuf's mapping: 64-bit integers may be strings, NaN is one). For the
// mlflow_ files alone.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "runner/tracking/tracked_runs.h"

namespace footplate::runner::mlflow {

// An answer that is not 200.
struct Problem {
  Problem(int theStatus, std::string theCode, std::string theMessage)
      : status(theStatus), code(std::move(theCode)), message(std::move(theMessage)) {}
  explicit Problem(const Error& error);

  int status;
  std::string code;
  std::string message;
};

// The object that a request's body is; an empty body is an empty object. Throws a Problem, or the parser's
// exception.
nlohmann::json read(std::string_view body);

// A member's value; text throws a Problem when it is missing, the numbers are 0 then. All throw one for what
// is no such value.
std::string text(const nlohmann::json& object, const char* name);
std::int64_t integer(const nlohmann::json& object, const char* name);
TimeMs moment(const nlohmann::json& object, const char* name);  // milliseconds, 1970 to 9999
double number(const nlohmann::json& object, const char* name);
nlohmann::json numberOut(double value);

// A member of "metrics", or the body of log-metric.
store::MetricPoint pointOf(const nlohmann::json& value);

// What a Result holds; its error is thrown as a Problem.
inline void orThrow(const Result<void>& result) {
  if (!result) throw Problem(result.error());
}
template <class T>
T orThrow(Result<T> result) {
  if (!result) throw Problem(result.error());
  return std::move(*result);
}

// [{"key","value"}…] both ways.
nlohmann::json pairs(const std::map<std::string, std::string>& table);
TrackedFacts factsOf(const nlohmann::json& body);  // members "params" and "tags"
// "key" and "value" of one of them within the bounds; `what`: "parameter", "tag", "metric".
std::string factName(const nlohmann::json& entry, const char* what);
std::string factValue(const nlohmann::json& entry, const char* what);

std::string write(const nlohmann::json& value);

}  // namespace footplate::runner::mlflow
