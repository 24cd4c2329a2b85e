#include "runner/bindings.h"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace footplate;
using runner::resolveBindings;

TEST_CASE("a binding becomes the value as it is, unquoted") {
  runner::BindingValues values{{{"lr", "0.1"}, {"text", "a b"}}, {{"model", "/r/named-outputs/model"}}};
  CHECK(*resolveBindings("x ${{inputs.lr}} ${{ inputs.text }}", values) == "x 0.1 a b");
  CHECK(*resolveBindings("--to ${{outputs.model}}/m.pkl", values) == "--to /r/named-outputs/model/m.pkl");
  CHECK(*resolveBindings("$HOME ${x} {{y}}", values) == "$HOME ${x} {{y}}");
}

TEST_CASE("a binding nobody defined is refused by its name") {
  auto refused = resolveBindings("a ${{inputs.missing}}", {});
  REQUIRE(!refused);
  CHECK(refused.error().message.find("inputs.missing") != std::string::npos);
  CHECK(!resolveBindings("a ${{inputs.x", {}));
}

TEST_CASE("an optional part stays only when its inputs are given") {
  runner::BindingValues values{{{"a", "1"}}, {}};
  CHECK(*resolveBindings("run $[[--a ${{inputs.a}}]]$[[ --b ${{inputs.b}}]]", values) == "run --a 1");
}

TEST_CASE("a value that looks like a binding is not resolved again") {
  runner::BindingValues values{{{"a", "${{inputs.b}}"}, {"b", "no"}}, {}};
  CHECK(*resolveBindings("${{inputs.a}}", values) == "${{inputs.b}}");
}

TEST_CASE("secrets are read from the environment when they are needed") {
  ::setenv("FOOTPLATE_TEST_SECRET", "s3cret", 1);
  CHECK(*runner::resolveSecrets("k=${env:FOOTPLATE_TEST_SECRET};") == "k=s3cret;");
  CHECK(!runner::resolveSecrets("${env:FOOTPLATE_TEST_UNSET}"));
}
