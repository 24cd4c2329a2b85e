// The right column is str() of what PyYAML 6 reads for the left one: what azure-ai-ml hands on.
#include "planner/literal.h"

#include <catch2/catch.hpp>
#include <memory>
#include <utility>

using namespace footplate;

TEST_CASE("literals reach the command as Python prints them") {
  const std::pair<const char*, const char*> table[] = {
      {"0.10", "0.1"},      {"1.0", "1.0"},       {"1e-3", "1e-3"},         {"1.0e-3", "0.001"},
      {"1.0e-05", "1e-05"}, {"1.0e+16", "1e+16"}, {"123456.0", "123456.0"}, {"010", "8"},
      {"0x1F", "31"},       {"1_000", "1000"},    {"true", "True"},         {"off", "False"},
      {"\"true\"", "true"}, {"rbf", "rbf"},       {"-0.5", "-0.5"},         {"'010'", "010"},
      {"~", "None"},        {".inf", "inf"},      {"2.5e+3", "2500.0"}};
  for (const auto& [written, expected] : table) {
    INFO(written);
    const auto tree = yaml::parse(std::make_shared<const std::string>(std::string("v: ") + written + "\n"));
    CHECK(planner::literalText(tree->root().find("v")) == expected);
  }
}
