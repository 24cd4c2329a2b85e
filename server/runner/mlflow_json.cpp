#include "runner/mlflow_json.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

namespace footplate::runner::mlflow {

using nlohmann::json;

namespace {

constexpr std::size_t longestName = 1000;

}  // namespace

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
  auto found = object.find(name);
  if (found == object.end()) {
    throw Problem(400, "INVALID_PARAMETER_VALUE",
                  std::string("Missing value for required parameter '") + name + "'");
  }
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::int64_t integer(const json& object, const char* name) {
  auto found = object.find(name);
  if (found == object.end()) return 0;
  if (found->is_number()) return found->get<std::int64_t>();
  return found->is_string() ? std::strtoll(found->get<std::string>().c_str(), nullptr, 10) : 0;
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
    throw Problem(400, "INVALID_PARAMETER_VALUE", "Got invalid value '" + word + "' for metric");
  }
  return value;
}

json numberOut(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

store::MetricPoint pointOf(const json& value) {
  const std::string name = text(value, "key");
  if (name.empty() || name.size() > longestName)
    throw Problem(400, "INVALID_PARAMETER_VALUE",
                  "a metric's name has 1 to " + std::to_string(longestName) + " bytes");
  const TimeMs time = integer(value, "timestamp");
  return {name, number(value, "value"), integer(value, "step"), time ? time : nowMs()};
}

json pairs(const std::map<std::string, std::string>& table) {
  json list = json::array();
  for (const auto& [name, value] : table) list.push_back({{"key", name}, {"value", value}});
  return list;
}

TrackedFacts factsOf(const json& body) {
  TrackedFacts facts;
  for (const json& each : body.value("params", json::array()))
    facts.params[text(each, "key")] = text(each, "value");
  for (const json& each : body.value("tags", json::array()))
    facts.tags[text(each, "key")] = text(each, "value");
  return facts;
}

std::string write(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace footplate::runner::mlflow
