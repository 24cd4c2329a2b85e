#include "schema/schema.h"

#include <array>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::schema {

const char* valueTypeName(ValueType type) {
  constexpr std::array<const char*, 7> names = {"null",   "boolean",  "integer", "number",
                                                "string", "sequence", "mapping"};
  return names[static_cast<std::size_t>(type)];
}

std::string typeSetNames(TypeSet types) {
  constexpr std::array<const char*, 7> names = {"nothing",  "true or false", "an integer", "a number",
                                                "a string", "a sequence",    "a mapping"};
  std::vector<std::string> parts;
  for (unsigned i = 0; i < names.size(); ++i) {
    const auto type = static_cast<ValueType>(i);
    if (!types.has(type) || (type == ValueType::integer && types.has(ValueType::number))) continue;
    parts.emplace_back(names[i]);
  }
  // That it may also be left empty helps nobody who wrote something.
  if (parts.size() > 1 && types.has(ValueType::null_)) parts.erase(parts.begin());
  if (parts.size() < 2) return parts.empty() ? "nothing at all" : parts.front();
  const std::string last = parts.back();
  parts.pop_back();
  return join(parts, ", ") + " or " + last;
}

ValueType jsonTypeOf(yaml::Node value) {
  return valueTypeOf(value, Typing::yaml12);
}

ValueType valueTypeOf(yaml::Node value, Typing typing) {
  const yaml::Node node = value.resolved();
  switch (node.kind()) {
    case yaml::Kind::mapping:
      return ValueType::mapping;
    case yaml::Kind::sequence:
      return ValueType::sequence;
    case yaml::Kind::scalar:
      break;
    default:
      return ValueType::null_;
  }
  switch (typing == Typing::yaml11 ? yaml::typeOf(node) : yaml::type12Of(node)) {
    case yaml::ScalarType::null_:
      return ValueType::null_;
    case yaml::ScalarType::boolean:
      return ValueType::boolean;
    case yaml::ScalarType::integer:
      return ValueType::integer;
    case yaml::ScalarType::number:
      return ValueType::number;
    case yaml::ScalarType::string:
    case yaml::ScalarType::timestamp:
      break;
  }
  return ValueType::string;
}

const Property* SchemaNode::property(std::string_view name) const {
  if (propertyTable.empty()) {
    for (const Property& candidate : properties) {
      if (candidate.name == name) return &candidate;
    }
    return nullptr;
  }
  const std::size_t mask = propertyTable.size() - 1;
  for (std::size_t slot = std::hash<std::string_view>()(name) & mask; propertyTable[slot] != 0;
       slot = (slot + 1) & mask) {
    const Property& candidate = properties[propertyTable[slot] - 1];
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

bool Schema::hasProperty(std::string_view name) const {
  std::call_once(named_, [this] {
    for (const std::unique_ptr<SchemaNode>& node : nodes_) {
      for (const Property& property : node->properties) names_.insert(property.name);
    }
  });
  return names_.contains(name);
}

}  // namespace footplate::schema
