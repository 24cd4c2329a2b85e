// Which of the names that are there is meant by one that is not.
#include <catch2/catch.hpp>

#include "ide/bindings/meant_name.h"

using footplate::ide::meantName;
using footplate::ide::thereAre;
using Names = std::vector<std::string>;

TEST_CASE("a slip names what it is a slip of", "[bindings]") {
  CHECK(meantName("c", Names{"C", "kernel"}).name == "C");
  CHECK(meantName("c", Names{"C", "kernel"}).isSlip);
  CHECK(meantName("iris-csv", Names{"lr", "iris_csv"}).name == "iris_csv");
  CHECK(meantName("modle", Names{"model", "score"}).name == "model");
  CHECK(meantName("modle", Names{"model", "score"}).isSlip);
}

TEST_CASE("a name made of the same words is meant, but is no slip", "[bindings]") {
  CHECK(meantName("model", Names{"model_output", "lr"}).name == "model_output");
  CHECK_FALSE(meantName("model", Names{"model_output", "lr"}).isSlip);
  CHECK(meantName("job_name", Names{"name", "output_name"}).name == "name");
  CHECK(meantName("lr_schedule", Names{"learning_rate_schedule", "data"}).name == "learning_rate_schedule");
}

TEST_CASE("names that two may mean, or none, mean nothing", "[bindings]") {
  CHECK_FALSE(meantName("x_output", Names{"first_output", "second_output"}));
  CHECK_FALSE(meantName("depth", Names{"data", "lr"}));
  CHECK_FALSE(meantName("", Names{"data"}));
  CHECK_FALSE(meantName("data", Names{"date", "data"}));  // is there itself
  CHECK_FALSE(meantName("data", {}));
}

TEST_CASE("what there is is listed, a little of it", "[bindings]") {
  CHECK(thereAre({}).empty());
  CHECK(thereAre({"a", "a"}) == ", there is only 'a'");
  CHECK(thereAre({"a", "b"}) == ", there are 'a', 'b'");
  CHECK(thereAre({"a", "b", "c", "d", "e", "f", "g", "h"}) == ", there are 'a', 'b', 'c', 'd', 'e', 'f', …");
}
