#include "yaml/scalar.h"

#include "yaml/scalar_text.h"

namespace footplate::yaml {

namespace {

constexpr std::string_view coreTag = "tag:yaml.org,2002:";

// The type an explicit tag asks for; nothing for "no tag" and for tags of other people.
std::optional<ScalarType> tagged(Node node) {
  std::string_view tag = node.tag();
  if (tag == "!") return ScalarType::string;
  if (!tag.starts_with(coreTag)) return std::nullopt;
  tag.remove_prefix(coreTag.size());
  if (tag == "str") return ScalarType::string;
  if (tag == "int") return ScalarType::integer;
  if (tag == "float") return ScalarType::number;
  if (tag == "bool") return ScalarType::boolean;
  if (tag == "null") return ScalarType::null_;
  if (tag == "timestamp") return ScalarType::timestamp;
  return std::nullopt;
}

ScalarType typeBy(Node node, ScalarType (*ofText)(std::string_view)) {
  if (!node.isScalar() && !node.isNull()) return ScalarType::string;
  if (const auto type = tagged(node)) return *type;
  if (node.isNull()) return ScalarType::null_;
  return node.isPlain() ? ofText(node.text()) : ScalarType::string;
}

}  // namespace

// In the order in which PyYAML tries its rules.
ScalarType typeOfText(std::string_view text) {
  if (boolean11(text)) return ScalarType::boolean;
  if (isNumber11(text)) return ScalarType::number;
  if (isInteger11(text)) return ScalarType::integer;
  if (isNull11(text)) return ScalarType::null_;
  return isTimestamp11(text) ? ScalarType::timestamp : ScalarType::string;
}

ScalarType type12OfText(std::string_view text) {
  if (isNull12(text)) return ScalarType::null_;
  if (boolean12(text)) return ScalarType::boolean;
  if (isInteger12(text)) return ScalarType::integer;
  return isNumber12(text) ? ScalarType::number : ScalarType::string;
}

ScalarType typeOf(Node node) {
  return typeBy(node, typeOfText);
}
ScalarType type12Of(Node node) {
  return typeBy(node, type12OfText);
}

std::optional<bool> asBoolean(Node node) {
  return typeOf(node) == ScalarType::boolean ? boolean11(node.text()) : std::nullopt;
}

std::optional<std::int64_t> asInteger(Node node) {
  return typeOf(node) == ScalarType::integer ? integer11(node.text()) : std::nullopt;
}

std::optional<double> asNumber(Node node) {
  const ScalarType type = typeOf(node);
  if (type != ScalarType::number && type != ScalarType::integer) return std::nullopt;
  if (const auto number = number11(node.text())) return number;
  if (const auto integer = integer11(node.text())) return static_cast<double>(*integer);
  return type == ScalarType::number ? number12(node.text()) : std::nullopt;
}

bool readsDifferently(Node node) {
  if (!node.isPlain() || tagged(node)) return false;
  const ScalarType type = typeOf(node);
  if (type != type12Of(node)) return true;
  return type == ScalarType::integer && integer11(node.text()) != integer12(node.text());
}

const char* scalarTypeName(ScalarType type) {
  switch (type) {
    case ScalarType::null_:
      return "null";
    case ScalarType::boolean:
      return "boolean";
    case ScalarType::integer:
      return "integer";
    case ScalarType::number:
      return "number";
    case ScalarType::timestamp:
      return "timestamp";
    case ScalarType::string:
      break;
  }
  return "string";
}

}  // namespace footplate::yaml
