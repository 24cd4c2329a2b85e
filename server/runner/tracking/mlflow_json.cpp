#include "runner/tracking/mlflow_json.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

namespace footplate::runner::mlflow {

using nlohmann::json;

namespace {

constexpr std::size_t longestName = 1000;
constexpr std::size_t longestFact = std::size_t{64} * 1024;
constexpr int deepest = 64;
constexpr TimeMs endOfTime = 253'402'300'799'999;  // of the year 9999, the last that RFC 3339 can say

// Copying, writing and comparing a tree goes down with it: what is nested without end is not read at all.
bool isTooDeep(std::string_view body) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char c = body[at];
    if (quoted) {
      if (c == '\\') ++at;
      quoted = c != '"';
      continue;
    }
    if (c == '"') quoted = true;
    if ((c == '[' || c == '{') && ++depth > deepest) return true;
    if (c == ']' || c == '}') --depth;
  }
  return false;
}

std::string clipped(const std::string& value) {
  constexpr std::size_t shown = 100;
  return value.size() <= shown ? value : value.substr(0, shown) + "…";
}

void addFact(std::map<std::string, std::string>& into, const json& entry, const char* what) {
  const std::string key = factName(entry, what);
  std::string value = factValue(entry, what);
  const auto [known, isNew] = into.emplace(key, value);
  if (!isNew && known->second != value) {
    throw Problem(400, "INVALID_PARAMETER_VALUE",
                  std::string("the ") + what + " '" + clipped(key) + "' stands twice in one request");
  }
}

}  // namespace

json read(std::string_view body) {
  if (body.empty()) return json::object();
  if (isTooDeep(body))
    throw Problem(400, "INVALID_PARAMETER_VALUE",
                  "the body is nested more than " + std::to_string(deepest) + " levels deep");
  json value = json::parse(body);
  if (!value.is_object()) throw Problem(400, "INVALID_PARAMETER_VALUE", "the body is not a JSON object");
  return value;
}

std::string factName(const json& entry, const char* what) {
  std::string name = text(entry, "key");
  if (!name.empty() && name.size() <= longestName) return name;
  throw Problem(400, "INVALID_PARAMETER_VALUE",
                std::string("the name of a ") + what + " has 1 to " + std::to_string(longestName) + " bytes");
}

std::string factValue(const json& entry, const char* what) {
  std::string value = entry.contains("value") ? text(entry, "value") : "";  // protobuf leaves "" out
  if (value.size() <= longestFact) return value;
  throw Problem(400, "INVALID_PARAMETER_VALUE",
                std::string("the value of the ") + what + " '" + clipped(text(entry, "key")) + "' has " +
                    std::to_string(value.size()) + " bytes, at most " + std::to_string(longestFact) +
                    " are kept; log it as an artifact instead");
}

Problem::Problem(const Error& error) : message(error.message) {
  switch (error.code) {
    case ErrorCode::notFound:
      status = 404;
      code = "RESOURCE_DOES_NOT_EXIST";
      break;
    case ErrorCode::conflict:
    case ErrorCode::invalid:
    case ErrorCode::usage:
      status = 400;
      code = "INVALID_PARAMETER_VALUE";
      break;
    default:
      status = 500;
      code = "INTERNAL_ERROR";
  }
}

std::string text(const json& object, const char* name) {
  if (!object.is_object()) throw Problem(400, "INVALID_PARAMETER_VALUE", "an entry is not a JSON object");
  auto found = object.find(name);
  if (found == object.end()) {
    throw Problem(400, "INVALID_PARAMETER_VALUE",
                  std::string("Missing value for required parameter '") + name + "'");
  }
  return found->is_string() ? found->get<std::string>() : write(*found);
}

std::int64_t integer(const json& object, const char* name) {
  auto found = object.find(name);
  if (found == object.end() || found->is_null()) return 0;
  if (found->is_number_unsigned() &&
      found->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return found->get<std::int64_t>();
  if (found->is_number_integer() && !found->is_number_unsigned()) return found->get<std::int64_t>();
  if (found->is_number_float()) {
    constexpr double end = 0x1p63;
    const double value = found->get<double>();
    if (value >= -end && value < end) return static_cast<std::int64_t>(value);
  }
  if (found->is_string()) {
    const std::string& word = found->get_ref<const std::string&>();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error == std::errc() && end == word.data() + word.size()) return value;
  }
  throw Problem(400, "INVALID_PARAMETER_VALUE",
                "Invalid value " + clipped(found->is_structured() ? "(no number)" : write(*found)) +
                    " for parameter '" + name + "': a whole number of 64 bits is wanted");
}

TimeMs moment(const json& object, const char* name) {
  const TimeMs time = integer(object, name);
  if (time >= 0 && time <= endOfTime) return time;
  throw Problem(400, "INVALID_PARAMETER_VALUE",
                "Invalid value " + std::to_string(time) + " for parameter '" + name +
                    "': milliseconds since 1970 are wanted, up to the year 9999");
}

double number(const json& object, const char* name) {
  auto found = object.find(name);
  if (found == object.end()) return 0;  // protobuf leaves a zero out
  if (found->is_number()) return found->get<double>();
  if (found->is_null()) return std::numeric_limits<double>::quiet_NaN();
  std::string word = found->is_string() ? found->get<std::string>() : "";
  char* end = nullptr;
  double value = std::strtod(word.c_str(), &end);  // "NaN", "Infinity", "-Infinity" and plain numbers
  if (word.empty() || *end) {
    throw Problem(400, "INVALID_PARAMETER_VALUE", "Got invalid value '" + clipped(word) + "' for metric");
  }
  return value;
}

json numberOut(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

store::MetricPoint pointOf(const json& value) {
  const TimeMs time = moment(value, "timestamp");
  return {factName(value, "metric"), number(value, "value"), integer(value, "step"), time ? time : nowMs()};
}

json pairs(const std::map<std::string, std::string>& table) {
  json list = json::array();
  for (const auto& [name, value] : table) list.push_back({{"key", name}, {"value", value}});
  return list;
}

TrackedFacts factsOf(const json& body) {
  TrackedFacts facts;
  for (const json& each : body.value("params", json::array())) addFact(facts.params, each, "parameter");
  for (const json& each : body.value("tags", json::array())) addFact(facts.tags, each, "tag");
  return facts;
}

std::string write(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace footplate::runner::mlflow
