// The table of diagnostic codes as the program sees it; tests/tidy/test_codes.py holds it against the
// sources.
#include <catch2/catch.hpp>

#include "ide/codes.h"

using namespace footplate;

TEST_CASE("a code has a usual severity, a meaning and a family", "[codes]") {
  const ide::Code* code = ide::findCode("schema.missing-value");
  REQUIRE(code != nullptr);
  CHECK(code->severity == Severity::error);
  CHECK(code->family() == "schema");
  CHECK(code->meaning.find("wants a value") != std::string_view::npos);
}

TEST_CASE("every code of the table is found by its name", "[codes]") {
  for (const ide::Code& code : ide::allCodes()) {
    CHECK(ide::findCode(code.name) == &code);
    CHECK(ide::isFamily(code.family()));
  }
}

TEST_CASE("a word that is no code is none", "[codes]") {
  CHECK(ide::findCode("schema") == nullptr);
  CHECK(ide::findCode("schema.nonsense") == nullptr);
  CHECK_FALSE(ide::isFamily("schem"));
  CHECK_FALSE(ide::isFamily(""));
}
