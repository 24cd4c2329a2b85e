#include "runner/pipeline.h"

#include <catch2/catch.hpp>

using namespace footplate;
using namespace footplate::runner;
using State = StepSchedule::State;

namespace {

RunPlan step(const std::string& name, const std::vector<std::string>& inputs = {}) {
  RunPlan plan;
  plan.step = name;
  int number = 0;
  for (const std::string& value : inputs)
    plan.inputs.push_back({"in" + std::to_string(number++), "uri_folder", value, ""});
  return plan;
}

std::string output(const std::string& of) {
  return "${{parent.jobs." + of + ".outputs.o}}";
}

RunPlan pipeline(std::vector<RunPlan> steps) {
  RunPlan plan;
  plan.kind = "pipeline";
  plan.steps = std::move(steps);
  return plan;
}

}  // namespace

TEST_CASE("a step waits for those whose outputs it takes, named once") {
  RunPlan plan = step("c", {output("b"), "/data", output("a") + "/sub", output("b"), "${{parent.inputs.x}}"});
  plan.environmentVariables["PLACE"] = "${{ parent.jobs.d.outputs.o }}";
  CHECK(stepsBefore(plan) == std::vector<std::string>{"b", "a", "d"});
  CHECK(stepsBefore(step("alone")).empty());
}

TEST_CASE("steps are ordered as in the file where the edges allow it") {
  auto order = stepOrder(
      {step("last", {output("middle")}), step("first"), step("middle", {output("first")}), step("free")});
  REQUIRE(order);
  CHECK(*order == std::vector<std::size_t>{1, 2, 3, 0});
}

TEST_CASE("a circle and an unknown step are refused by name") {
  auto circle = stepOrder({step("free"), step("a", {output("b")}), step("b", {output("a")})});
  REQUIRE(!circle);
  CHECK(circle.error().message.find("a, b wait for each other") != std::string::npos);
  auto unknown = stepOrder({step("a", {output("nobody")})});
  REQUIRE(!unknown);
  CHECK(unknown.error().message.find("nobody") != std::string::npos);
  CHECK(!stepOrder({step("a", {output("a")})}));
}

TEST_CASE("bindings of the pipeline are replaced, the step's own stay") {
  PipelineValues values{
      {{"lr", "0.1"}, {"data.train", "/d"}}, {{"model", "/m"}}, {{"prep", {{"out", "/p"}}}}};
  CHECK(bindText("a ${{parent.inputs.lr}} ${{ parent.inputs.data.train }} ${{inputs.x}}", values).value() ==
        "a 0.1 /d ${{inputs.x}}");
  CHECK(bindText("${{parent.jobs.prep.outputs.out}}/x.csv", values).value() == "/p/x.csv");
  CHECK(bindText("${{name}} ${{parent.inputs.lr", values).value() == "${{name}} ${{parent.inputs.lr");
  CHECK(bindText("${{parent.jobs.prep.outputs.other}}", values).error().code == ErrorCode::invalid);

  RunPlan plan = step("train", {"${{parent.jobs.prep.outputs.out}}", "${{parent.inputs.lr}}"});
  plan.outputs = {{"model", "uri_folder", "${{parent.outputs.model}}", ""}, {"own", "uri_folder", "", ""}};
  plan.environmentVariables = {{"LR", "${{parent.inputs.lr}}"}};
  plan.command = "train ${{inputs.in0}}";
  auto bound = bindStep(plan, values);
  REQUIRE(bound);
  CHECK(bound->inputs[0].value == "/p");
  CHECK(bound->inputs[1].value == "0.1");
  CHECK(bound->outputs[0].path == "/m");
  CHECK(bound->outputs[1].path.empty());
  CHECK(bound->environmentVariables.at("LR") == "0.1");
  CHECK(bound->command == plan.command);
}

TEST_CASE("steps are ready once all they wait for have completed") {
  StepSchedule schedule(pipeline({step("a"), step("b"), step("c", {output("a"), output("b")})}));
  CHECK(schedule.ready() == std::vector<std::size_t>{0, 1});
  schedule.start(0);
  schedule.start(1);
  schedule.end(1, true);
  CHECK(schedule.ready().empty());
  schedule.end(0, true);
  CHECK(schedule.ready() == std::vector<std::size_t>{2});
  schedule.start(2);
  CHECK(!schedule.done());
  schedule.end(2, true);
  CHECK(schedule.done());
}

TEST_CASE("a failed step ends the pipeline") {
  StepSchedule schedule(pipeline({step("a"), step("b"), step("c")}));
  schedule.start(0);
  schedule.start(1);
  schedule.end(0, false);
  CHECK(schedule.stopping());
  CHECK(schedule.state(2) == State::skipped);
  CHECK(schedule.blame(2) == "a");
  CHECK(!schedule.done());  // b is still running
  schedule.end(1, false);
  CHECK(schedule.done());
}

TEST_CASE("with continue_on_step_failure only what depends on the failed step is skipped") {
  RunPlan plan =
      pipeline({step("after", {output("next")}), step("next", {output("bad")}), step("bad"), step("good")});
  plan.continueOnStepFailure = true;
  StepSchedule schedule(plan);
  schedule.start(2);
  schedule.end(2, false);
  CHECK(!schedule.stopping());
  CHECK(schedule.state(0) == State::skipped);
  CHECK(schedule.state(1) == State::skipped);
  CHECK(schedule.blame(0) == "bad");
  CHECK(schedule.ready() == std::vector<std::size_t>{3});
}

TEST_CASE(
    "what a condition decides against is passed over with all that would take of it, and nothing fails") {
  RunPlan plan = pipeline({step("choose"), step("no"), step("after", {output("no")}), step("yes")});
  plan.steps[1].after = plan.steps[3].after = {"choose"};
  CHECK(stepsBefore(plan.steps[1]) == std::vector<std::string>{"choose"});
  StepSchedule schedule(plan);
  CHECK(schedule.ready() == std::vector<std::size_t>{0});
  schedule.start(0);
  schedule.passOver(1, 0);
  schedule.end(0, true);
  CHECK(schedule.state(2) == State::skipped);
  CHECK((schedule.passedOver(1) && schedule.passedOver(2) && schedule.blame(2) == "choose"));
  CHECK(!schedule.stopping());
  CHECK(schedule.ready() == std::vector<std::size_t>{3});
}

TEST_CASE("the step at the end of all waits for all and runs after a failure too") {
  RunPlan plan = pipeline({step("last"), step("a"), step("b", {output("a")})});
  plan.onFinalize = "last";
  StepSchedule schedule(plan);
  CHECK(schedule.ready() == std::vector<std::size_t>{1});
  schedule.start(1);
  CHECK(schedule.ready().empty());
  schedule.end(1, false);
  CHECK(schedule.state(2) == State::skipped);
  CHECK(schedule.ready() == std::vector<std::size_t>{0});
  schedule.skipWaiting(true);
  CHECK(schedule.done());
}

TEST_CASE("a value that a step wrote is taken where a value is wanted, its file where data is") {
  PipelineValues values;
  values.stepOutputs["count"]["n"] = "/runs/1/n";
  values.stepTexts["count"]["n"] = "3";
  RunPlan plan = step("use", {output("count")});
  plan.inputs = {{"number", "literal", "${{parent.jobs.count.outputs.n}}", ""},
                 {"file", "uri_file", "${{parent.jobs.count.outputs.n}}", ""}};
  const auto bound = bindStep(plan, values);
  REQUIRE(bound);
  CHECK(bound->inputs.at(0).value == "3");
  CHECK(bound->inputs.at(1).value == "/runs/1/n");
}

TEST_CASE("a pipeline's plan survives its text, steps within steps too") {
  RunPlan inner = pipeline({step("x", {output("y")}), step("y")});
  inner.step = "inner";
  RunPlan plan = pipeline({step("a"), inner});
  plan.continueOnStepFailure = plan.forceRerun = true;
  plan.onFinalize = "a";
  plan.steps[0].after = {"inner"};
  plan.steps[0].control = {"go", {"x"}, {"y"}, {{"out", {"in"}}}, 3};
  auto back = planFromJson(toJson(plan));
  REQUIRE(back);
  CHECK(toJson(*back) == toJson(plan));
  CHECK(back->steps.at(1).steps.at(0).inputs.at(0).value == output("y"));
}
