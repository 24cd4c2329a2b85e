#include "ide/bindings/port_fit.h"

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using Group = PortType::Group;
using yaml::Node;
using yaml::ScalarType;

bool isModel(const PortType& type) {
  return type.name.ends_with("_model");
}

bool isFiles(const PortType& type) {
  return type.name == "uri_folder" || type.name == "uri_file";
}

PortFit dataFit(const PortType& given, const PortType& wanted) {
  if (given.name == wanted.name) return PortFit::exact;
  const bool anything = given.name == "path" || wanted.name == "path";
  const bool model = (isModel(given) && isFiles(wanted)) || (isModel(wanted) && isFiles(given));
  return anything || model ? PortFit::loose : PortFit::differs;
}

bool isWholeNumber(std::string_view text) {
  return text.ends_with(".0") && text.find_first_not_of("0123456789.+-") == std::string_view::npos;
}

// Literals travel as text, so what counts is how the text can be read.
bool readsAs(Node literal, std::string_view wanted) {
  const std::string_view text = literal.text();
  const ScalarType type = yaml::type12OfText(text);
  if (text.empty() || wanted == "string") return true;
  if (wanted == "boolean") {
    return type == ScalarType::boolean || equalsIgnoreCase(text, "true") || equalsIgnoreCase(text, "false") ||
           yaml::asBoolean(literal).has_value();
  }
  const bool whole = type == ScalarType::integer || yaml::asInteger(literal).has_value();
  if (wanted == "integer") return whole || isWholeNumber(text);
  return whole || type == ScalarType::number || yaml::asNumber(literal).has_value();
}

}  // namespace

PortFit portFit(const PortType& given, Node literal, const PortType& wanted) {
  if (given.group == Group::unknown || wanted.group == Group::unknown) return PortFit::unknown;
  if (given.group != wanted.group) return PortFit::refused;
  if (given.group == Group::data) return dataFit(given, wanted);
  if (literal.isScalar() && !readsAs(literal, wanted.name)) return PortFit::refused;
  if (given.name == wanted.name) return PortFit::exact;
  const bool widens = given.name == "integer" && wanted.name == "number";
  return given.loose || widens ? PortFit::loose : PortFit::differs;
}

}  // namespace footplate::ide
