#include "schema/scalar_check.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/strings.h"
#include "base/text.h"
#include "schema/expressions.h"
#include "schema/placeholder.h"
#include "yaml/scalar.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr int maxDepth = 64;

double numberOf(Node node, Typing typing) {
  if (typing == Typing::yaml11) return yaml::asNumber(node).value_or(0);
  const std::string_view text = node.text();
  if (text.starts_with("0o"))
    return static_cast<double>(std::strtoull(std::string(text.substr(2)).c_str(), nullptr, 8));
  return std::strtod(std::string(text).c_str(), nullptr);
}

bool isWhole(double value) {
  return std::isfinite(value) && value == std::floor(value);
}

bool isNumber(ValueType type) {
  return type == ValueType::integer || type == ValueType::number;
}

std::uint64_t lengthOf(std::string_view text) {
  std::uint64_t length = 0;
  for (Offset at = 0; at < text.size(); at += utf8Length(text, at)) ++length;
  return length;
}

// A quoted text that would be of a wanted type without its quotes.
bool onlyQuoted(Node node, TypeSet types) {
  if (node.isPlain() || types.has(ValueType::string)) return false;
  // "4:30" is 270 to YAML 1.1 alone, and azure-ai-ml reads no number from it.
  if (node.text().find(':') != std::string_view::npos) return false;
  switch (yaml::typeOfText(node.text())) {
    case yaml::ScalarType::integer:
      return types.has(ValueType::integer);
    case yaml::ScalarType::number:
      return types.has(ValueType::number);
    case yaml::ScalarType::boolean:
      return types.has(ValueType::boolean);
    default:
      return false;
  }
}

ScalarFault numberFault(Node node, const SchemaNode& schema, Typing typing) {
  const double value = numberOf(node, typing);
  if (schema.limits().minimum && value < *schema.limits().minimum) return ScalarFault::tooSmall;
  if (schema.limits().exclusiveMinimum && value <= *schema.limits().exclusiveMinimum)
    return ScalarFault::tooSmall;
  if (schema.limits().maximum && value > *schema.limits().maximum) return ScalarFault::tooLarge;
  if (schema.limits().exclusiveMaximum && value >= *schema.limits().exclusiveMaximum)
    return ScalarFault::tooLarge;
  if (!schema.limits().multipleOf || *schema.limits().multipleOf <= 0) return ScalarFault::none;
  const double times = value / *schema.limits().multipleOf;
  const double off = std::abs(times - std::round(times));
  return std::isfinite(times) && off <= 1e-9 * std::max(1.0, std::abs(times)) ? ScalarFault::none
                                                                              : ScalarFault::multiple;
}

ScalarFault textFault(std::string_view text, const SchemaNode& schema) {
  if (schema.limits().minLength && lengthOf(text) < *schema.limits().minLength) return ScalarFault::tooShort;
  if (schema.limits().maxLength && lengthOf(text) > *schema.limits().maxLength) return ScalarFault::tooLong;
  if (schema.limits().pattern && !schema.limits().pattern->search(text)) return ScalarFault::pattern;
  if (!schema.format.empty() && !formatFits(schema.format, text)) return ScalarFault::format;
  return ScalarFault::none;
}

// A text that a build fills in may become any scalar, and one that holds such a part any text. A single value
// tells forms apart, and no placeholder is one of them.
bool isFilledInLater(Node node, ValueType type, const SchemaNode& schema, Typing typing, ScalarFault fault) {
  if (typing != Typing::yaml11 || type != ValueType::string || schema.values.size() == 1) return false;
  const bool isOfText = fault == ScalarFault::pattern || fault == ScalarFault::format ||
                        fault == ScalarFault::tooShort || fault == ScalarFault::tooLong;
  if (isOfText) return holdsPlaceholder(node.text()) && !hasBinding(node.text());
  const bool takesScalar = schema.types.empty() || schema.types.has(ValueType::string) ||
                           schema.types.has(ValueType::integer) || schema.types.has(ValueType::number) ||
                           schema.types.has(ValueType::boolean);
  return takesScalar && isPlaceholder(node.text());
}

bool isOneOfTheValues(Node node, const SchemaNode& schema, Typing typing) {
  for (Node value : schema.values) {
    if (sameValue(node, typing, value, schema.ignoreCase)) return true;
    if (schema.camelCase && node.isScalar() && isCamelCaseOf(node.text(), value.text())) return true;
  }
  return false;
}

ScalarFault faultOfWritten(Node node, ValueType type, const SchemaNode& schema, Typing typing) {
  if (schema.binding && type == ValueType::string && holdsBinding(node)) return ScalarFault::none;
  if (!takesType(schema, node, type, typing)) {
    const bool quoted =
        typing == Typing::yaml11 && type == ValueType::string && onlyQuoted(node, schema.types);
    return quoted ? ScalarFault::quoted : ScalarFault::type;
  }
  if (schema.hasValues && !isOneOfTheValues(node, schema, typing)) return ScalarFault::value;
  if (isNumber(type)) return numberFault(node, schema, typing);
  if (type == ValueType::string) return textFault(node.text(), schema);
  return ScalarFault::none;
}

// How two values are compared. Aliases of aliases stand for more than can be gone through: when the steps are
// used up, what is left counts as different.
struct Comparison {
  Typing typingA;
  Typing typingB;
  bool ignoreCase = false;
  std::size_t steps = 100'000;
};

bool same(Node a, Node b, Comparison& by, int depth);

bool sameMappings(Node a, Node b, Comparison& by, int depth) {
  if (a.size() != b.size()) return false;
  for (yaml::Entry entry : a.entries()) {
    const Node other = b.find(entry.key.text());
    if (!other || !same(entry.value, other, by, depth)) return false;
  }
  return true;
}

bool same(Node a, Node b, Comparison& by, int depth) {
  a = a.resolved();
  b = b.resolved();
  if (depth > maxDepth || (a == b && by.typingA == by.typingB)) return true;
  if (by.steps == 0) return false;
  --by.steps;
  if (a.isScalar() && b.isScalar()) {
    const bool textEqual = by.ignoreCase ? equalsIgnoreCase(a.text(), b.text()) : a.text() == b.text();
    const ValueType typeA = valueTypeOf(a, by.typingA);
    const ValueType typeB = valueTypeOf(b, by.typingB);
    if (isNumber(typeA) && isNumber(typeB)) return numberOf(a, by.typingA) == numberOf(b, by.typingB);
    return typeA == typeB && (textEqual || typeA == ValueType::null_ ||
                              (typeA == ValueType::boolean && yaml::asBoolean(a) == yaml::asBoolean(b)));
  }
  const ValueType type = valueTypeOf(a, by.typingA);
  if (type != valueTypeOf(b, by.typingB)) return false;
  if (type == ValueType::mapping) return sameMappings(a, b, by, depth + 1);
  if (type != ValueType::sequence) return true;
  if (a.size() != b.size()) return false;
  auto other = b.items().begin();
  for (Node item : a.items()) {
    if (!same(item, *other, by, depth + 1)) return false;
    ++other;
  }
  return true;
}

}  // namespace

bool isCamelCaseOf(std::string_view written, std::string_view word) {
  if (written.find('_') != std::string_view::npos) return false;
  return equalsIgnoreCase(written, replaceAll(std::string(word), "_", ""));
}

bool takesText(const SchemaNode& schema, std::string_view text) {
  const auto is = [&](Node value) {
    return (schema.ignoreCase ? equalsIgnoreCase(value.text(), text) : value.text() == text) ||
           (schema.camelCase && isCamelCaseOf(text, value.text()));
  };
  if (schema.hasValues && std::none_of(schema.values.begin(), schema.values.end(), is)) return false;
  return textFault(text, schema) == ScalarFault::none;
}

bool holdsBinding(Node node) {
  return node.isScalar() && hasBinding(node.text());
}

bool isLaterNumber(Node node, ValueType type, Typing typing) {
  return type == ValueType::string && typing == Typing::yaml11 && node.isPlain() &&
         yaml::type12Of(node) == yaml::ScalarType::number;
}

bool takesType(const SchemaNode& schema, Node node, ValueType type, Typing typing) {
  if (schema.types.empty() || schema.types.has(type)) return true;
  const bool scalar = type == ValueType::boolean || type == ValueType::integer || type == ValueType::number;
  if (schema.anyScalar && scalar && schema.types.has(ValueType::string)) return true;
  if (schema.types.has(ValueType::number) && isLaterNumber(node, type, typing)) return true;
  const bool bit = type == ValueType::integer && (node.text() == "0" || node.text() == "1");
  if (bit && typing == Typing::yaml11 && schema.types.has(ValueType::boolean)) return true;
  return type == ValueType::number && schema.types.has(ValueType::integer) && isWhole(numberOf(node, typing));
}

ScalarFault scalarFault(Node node, ValueType type, const SchemaNode& schema, Typing typing) {
  const ScalarFault fault = faultOfWritten(node, type, schema, typing);
  return fault != ScalarFault::none && isFilledInLater(node, type, schema, typing, fault) ? ScalarFault::none
                                                                                          : fault;
}

bool sameValue(Node document, Typing typing, Node inSchema, bool ignoreCase) {
  Comparison by{typing, Typing::yaml12, ignoreCase};
  return same(document, inSchema, by, 0);
}

bool itemsDiffer(Node sequence, Typing typing, Node* twice) {
  constexpr std::size_t tooMany = 500;
  Comparison by{typing, typing};
  by.steps += 20 * tooMany * tooMany;  // for all items together
  std::vector<Node> seen;
  for (Node item : sequence.items()) {
    for (Node other : seen) {
      if (!same(item, other, by, 0)) continue;
      if (twice != nullptr) *twice = item;
      return false;
    }
    if (seen.size() < tooMany) seen.push_back(item);
  }
  return true;
}

namespace {

bool digits(std::string_view text) {
  for (char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

int toInt(std::string_view text) {
  return static_cast<int>(std::strtol(std::string(text).c_str(), nullptr, 10));
}

bool isDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!digits(text.substr(0, 4)) || !digits(text.substr(5, 2)) || !digits(text.substr(8, 2))) return false;
  const int year = toInt(text.substr(0, 4));
  const int month = toInt(text.substr(5, 2));
  const int day = toInt(text.substr(8, 2));
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool isDateTime(std::string_view text) {
  static const Pattern time(
      R"(^[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$)");
  return text.size() > 10 && isDate(text.substr(0, 10)) && time.search(text.substr(10));
}

bool isAddress4(std::string_view text) {
  const std::vector<std::string> parts = split(text, '.');
  if (parts.size() != 4) return false;
  for (const std::string& part : parts) {
    if (!digits(part) || part.size() > 3 || toInt(part) > 255) return false;
  }
  return true;
}

}  // namespace

bool formatFits(std::string_view format, std::string_view text) {
  static const Pattern email(R"(^[^\s@]+@[^\s@]+$)");
  static const Pattern uri(R"(^[A-Za-z][A-Za-z0-9+.-]*:[^\s]*$)");
  static const Pattern time(
      R"(^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)?$)");
  static const Pattern color(R"(^#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$)");
  static const Pattern uuid(R"(^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$)");
  static const Pattern address6(R"(^[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(\d+\.\d+\.\d+\.\d+)?(%.+)?$)");
  if (format == "date") return isDate(text);
  if (format == "date-time") return isDateTime(text);
  if (format == "ipv4") return isAddress4(text);
  if (format == "email") return email.search(text);
  if (format == "uri") return uri.search(text);
  if (format == "time") return time.search(text);
  if (format == "color-hex" || format == "color") return color.search(text);
  if (format == "uuid") return uuid.search(text);
  if (format == "ipv6") return address6.search(text);
  return true;
}

}  // namespace footplate::schema
