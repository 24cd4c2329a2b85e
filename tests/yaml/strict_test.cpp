#include "yaml/strict.h"

#include <catch2/catch.hpp>

using namespace footplate::yaml;

TEST_CASE("the strict reader is content with a right file and names the place in a wrong one") {
  CHECK_FALSE(strictProblem("a: 1\nb: [x, y]\n--- 2\n"));
  CHECK_FALSE(strictProblem(""));
  CHECK_FALSE(strictProblem("a: 1\r"));
  CHECK_FALSE(strictProblem("a: 1\rb: [x,\r y]\r\nc: 3\r"));
  const auto problem = strictProblem("a: 1\nb: [x, y\nc: 2\n");
  REQUIRE(problem);
  CHECK(problem->code == "yaml.strict");
  CHECK(problem->span.begin > 4);
  CHECK(strictProblem("a: *nope\n"));
}
