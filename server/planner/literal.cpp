#include "planner/literal.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

// "d.ddde-05" of std::to_chars in Python's positional form: used while the exponent is in [-4, 16).
std::string positional(const std::string& digits, int exponent) {
  const int count = static_cast<int>(digits.size());
  if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (exponent >= count - 1)
    return digits + std::string(static_cast<std::size_t>(exponent - count + 1), '0') + ".0";
  const auto point = static_cast<std::size_t>(exponent + 1);
  return digits.substr(0, point) + "." + digits.substr(point);
}

}  // namespace

std::string pythonFloat(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[64];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific).ptr;
  const std::string text(buffer, end);
  const auto mark = text.find('e');
  const int exponent = std::atoi(text.c_str() + mark + 1);
  std::string digits = text.substr(0, mark);
  if (digits.size() > 1) digits.erase(1, 1);
  const std::string sign = std::signbit(value) ? "-" : "";
  if (exponent >= -4 && exponent < 16) return sign + positional(digits, exponent);
  return sign + text;
}

std::string literalText(yaml::Node scalar) {
  switch (yaml::typeOf(scalar)) {
    case yaml::ScalarType::null_:
      return "None";
    case yaml::ScalarType::boolean:
      return yaml::asBoolean(scalar).value_or(false) ? "True" : "False";
    case yaml::ScalarType::integer:
      if (const auto value = yaml::asInteger(scalar)) return std::to_string(*value);
      return std::string(scalar.text());
    case yaml::ScalarType::number:
      if (const auto value = yaml::asNumber(scalar)) return pythonFloat(*value);
      return std::string(scalar.text());
    default:
      return std::string(scalar.text());
  }
}

}  // namespace footplate::planner
