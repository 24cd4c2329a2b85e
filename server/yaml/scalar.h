// What a scalar means: by the rules of PyYAML (YAML 1.1), which azure-ai-ml reads files with, and by
// YAML 1.2.
//
// An explicit tag (!!str, !!int …) decides before the text does; quoted and block scalars are strings.
// Pure functions, any thread.
//
//   typeOf(node)            // boolean for: on     integer for: 010 (eight)     string for: 1e-3
//   type12Of(node)          // string for:  on     integer for: 010 (ten)       number for: 1e-3
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "yaml/tree.h"

namespace footplate::yaml {

enum class ScalarType { null_, boolean, integer, number, string, timestamp };

// Null for a node of kind null_; string for collections and aliases (ask resolved() first).
ScalarType typeOf(Node node);
ScalarType type12Of(Node node);

// The same for the text of a plain scalar.
ScalarType typeOfText(std::string_view text);
ScalarType type12OfText(std::string_view text);

// The value by PyYAML's rules; nothing when typeOf is another type or the value is out of range.
std::optional<bool> asBoolean(Node node);
std::optional<std::int64_t> asInteger(Node node);
std::optional<double> asNumber(Node node);  // integers too

// Whether the two readings differ in type or value: "on", "010", "1e-3", "12:30:00", "2024-01-01".
bool readsDifferently(Node node);

// "boolean", "integer" … as messages say it.
const char* scalarTypeName(ScalarType type);

}  // namespace footplate::yaml
