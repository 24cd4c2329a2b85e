#include "runner/run_plan.h"

#include <catch2/catch.hpp>

using namespace footplate;
using namespace footplate::runner;

TEST_CASE("a plan survives its text") {
  RunPlan plan;
  plan.id = "a-1";
  plan.root = "/p";
  plan.command = "echo 'ü' \"${{inputs.x}}\"\n";
  plan.inputs.emplace_back();
  plan.inputs[0].name = "x";
  plan.inputs[0].type = "uri_file";
  plan.inputs[0].value = "/d/x.csv";
  plan.inputs[0].mode = "download";
  plan.secrets = {{"https://h/", "sig=1"}};
  plan.outputs = {{"m", "uri_folder", "", ""}};
  plan.environment.dependencies = {"python=3.9"};
  plan.environment.strict = true;
  plan.environmentVariables = {{"KEY", "${env:KEY}"}};
  plan.distribution = {"pytorch", 2, 1, 0};
  plan.timeoutSeconds = 60;
  plan.local.mirrors = {{"https://h/", "/m"}};
  auto back = planFromJson(toJson(plan));
  REQUIRE(back);
  CHECK(toJson(*back) == toJson(plan));
  CHECK(back->local.mirrors == plan.local.mirrors);
  CHECK(back->inputs.at(0).value == "/d/x.csv");
  CHECK(toJson(plan).find("sig=1") == std::string::npos);
}

TEST_CASE("text that is no plan is refused") {
  CHECK(!planFromJson("[1"));
  CHECK(!planFromJson("{\"inputs\": 3}"));
  CHECK(planFromJson("{\"somethingNewer\": 1}"));
}
