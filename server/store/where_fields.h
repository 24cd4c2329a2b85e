// The names a condition may use: families, and the attributes of a run with what each is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/where.h"

namespace footplate::store {

struct Attribute {
  enum class Type { text, number, time, duration, status, flag };
  const char* name;     // as Field has it
  const char* aliases;  // others, separated by blanks; '+' stands for a blank inside one
  Type type = Type::text;
  const char* sql;              // on the row r of runs; `?` for the present moment in milliseconds
  bool emptyIsMissing = false;  // "" means that the run has none
};

// By name or alias, whatever the case; nullptr for none.
const Attribute* findAttribute(std::string_view name);
// The attribute of a field of that family; a field that parse… gave has one.
const Attribute& attributeOf(const Field& field);

// "metrics.loss", "status" as parts: `family` "" where there was no dot.
// On failure the text says what is no field, and what was perhaps meant.
tl::expected<Field, std::string> fieldOf(std::string_view family, std::string_view name, bool bareIsMetric);
std::optional<Field::Family> parseFamily(std::string_view word);

}  // namespace footplate::store
