// Every diagnostic code with its usual severity and what it means: the rows are in codes.def, the page is
// docs/codes.md.
//
//   findCode("schema.enum")->severity;   // Severity::error
//   isFamily("schema");                  // true
#pragma once

#include <span>
#include <string_view>

#include "base/severity.h"

namespace footplate::ide {

struct Code {
  std::string_view name;     // "schema.enum"
  Severity severity;         // the usual one; some places are judged more mildly
  std::string_view meaning;  // one sentence: what it means; what to do

  std::string_view family() const { return name.substr(0, name.find('.')); }
};

std::span<const Code> allCodes();
// nullptr for a code there is none of.
const Code* findCode(std::string_view name);
// Whether some code is of this family ("schema", "rule").
bool isFamily(std::string_view name);

}  // namespace footplate::ide
