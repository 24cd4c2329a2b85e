// What one schema node says about one scalar, and when two values are the same. Private to schema/.
#pragma once

#include <cstdint>
#include <string_view>

#include "schema/schema.h"

namespace footplate::schema {

enum class ScalarFault : std::uint8_t {
  none,
  type,
  quoted,  // a number or boolean in quotes: azure-ai-ml takes it, other readers do not
  value,   // not one of the values
  tooSmall,
  tooLarge,
  multiple,
  tooShort,
  tooLong,
  pattern,
  format,
};

// The first thing wrong with the value `node` of that type; collections are only judged by type and value.
ScalarFault scalarFault(yaml::Node node, ValueType type, const SchemaNode& schema, Typing typing);

// Whether a text as it stands would be right: one of the values, of the pattern and length.
bool takesText(const SchemaNode& schema, std::string_view text);

// Whether the node takes a value of that type, its `x-scalar` and `x-binding` counted.
bool takesType(const SchemaNode& schema, yaml::Node node, ValueType type, Typing typing);

// "1e-3", text to PyYAML: azure-ai-ml takes it where a number is asked.
bool isLaterNumber(yaml::Node node, ValueType type, Typing typing);
// "TfIdf" of "tf_idf".
bool isCamelCaseOf(std::string_view written, std::string_view word);
// Whether a value of a document equals one of a schema.
bool sameValue(yaml::Node document, Typing typing, yaml::Node inSchema, bool ignoreCase);
// Whether items of the sequence are all different; the first one that is not in *twice.
bool itemsDiffer(yaml::Node sequence, Typing typing, yaml::Node* twice);

// A scalar that holds ${{…}}.
bool holdsBinding(yaml::Node node);

bool formatFits(std::string_view format, std::string_view text);

}  // namespace footplate::schema
