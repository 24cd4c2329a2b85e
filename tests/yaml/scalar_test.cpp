#include "yaml/scalar.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace footplate::yaml;

namespace {

class Plain {
 public:
  explicit Plain(const std::string& text)
      : tree_(parse(std::make_shared<const std::string>("v: " + text + "\n"))) {}
  Node node() const { return tree_->root().find("v"); }

 private:
  std::shared_ptr<const Tree> tree_;
};

std::string types(const std::string& text) {
  const Plain plain(text);
  return std::string(scalarTypeName(typeOf(plain.node()))) + "/" + scalarTypeName(type12Of(plain.node()));
}

}  // namespace

TEST_CASE("plain scalars have the type PyYAML gives them, and that of YAML 1.2") {
  CHECK(types("on") == "boolean/string");
  CHECK(types("No") == "boolean/string");
  CHECK(types("y") == "string/string");
  CHECK(types("true") == "boolean/boolean");
  CHECK(types("~") == "null/null");
  CHECK(types("") == "null/null");
  CHECK(types("010") == "integer/integer");
  CHECK(types("08") == "string/integer");
  CHECK(types("0o10") == "string/integer");
  CHECK(types("0b11") == "integer/string");
  CHECK(types("1_000") == "integer/string");
  CHECK(types("1:30") == "integer/string");
  CHECK(types("1e-3") == "string/number");
  CHECK(types("1.0e-3") == "number/number");
  CHECK(types("1.0e3") == "string/number");
  CHECK(types(".5") == "number/number");
  CHECK(types("1.") == "number/number");
  CHECK(types("-.inf") == "number/number");
  CHECK(types("2024-01-01") == "timestamp/string");
  CHECK(types("2024-1-1") == "string/string");
  CHECK(types("2024-1-1 10:00:00 +2") == "timestamp/string");
  CHECK(types("3.8.1") == "string/string");
}

TEST_CASE("quotes and tags decide before the text does") {
  CHECK(types("'on'") == "string/string");
  CHECK(types("!!str 1") == "string/string");
  CHECK(types("!!int '7'") == "integer/integer");
  CHECK(types("! 7") == "string/string");
  CHECK(types("!mine 7") == "integer/integer");
  CHECK(types("[1]") == "string/string");
}

TEST_CASE("values are PyYAML's") {
  CHECK(asInteger(Plain("010").node()) == 8);
  CHECK(asInteger(Plain("-0x1F").node()) == -31);
  CHECK(asInteger(Plain("1_000").node()) == 1000);
  CHECK(asInteger(Plain("1:30:05").node()) == 5405);
  CHECK(asInteger(Plain("-9223372036854775808").node()) == INT64_MIN);
  CHECK_FALSE(asInteger(Plain("9223372036854775808").node()));
  CHECK(asInteger(Plain("!!int '7'").node()) == 7);
  CHECK(asNumber(Plain("9223372036854775807").node()).has_value());
  CHECK(asNumber(Plain("1.5e+2").node()) == 150.0);
  CHECK(asNumber(Plain("7").node()) == 7.0);
  CHECK(std::isinf(*asNumber(Plain("-.inf").node())));
  CHECK(asBoolean(Plain("Off").node()) == false);
  CHECK_FALSE(asBoolean(Plain("1").node()));
}

TEST_CASE("the two readings are compared by type and value") {
  CHECK(readsDifferently(Plain("on").node()));
  CHECK(readsDifferently(Plain("010").node()));
  CHECK(readsDifferently(Plain("1e-3").node()));
  CHECK_FALSE(readsDifferently(Plain("10").node()));
  CHECK_FALSE(readsDifferently(Plain("'on'").node()));
  CHECK_FALSE(readsDifferently(Plain("0.1").node()));
}
