#include "planner/overrides.h"

#include <catch2/catch.hpp>

using namespace footplate;
using planner::applyOverrides;

namespace {

class OneFile : public ide::Workspace {
 public:
  ide::FileKind look(const std::string& path) const override {
    return path == "/home/ada/data/iris.csv" ? ide::FileKind::file : ide::FileKind::missing;
  }
};

std::string apply(const std::string& text, const std::vector<std::string>& overrides,
                  const std::string& file = "/home/ada/values.yml") {
  const auto changed = applyOverrides(text, file, overrides, "/home/ada", OneFile());
  return changed ? *changed : "error: " + changed.error().message;
}

}  // namespace

TEST_CASE("a value is replaced where it stands, and its comment stays") {
  CHECK(apply("inputs:\n  lr: 0.1  # slow\n", {"inputs.lr=0.5"}) == "inputs:\n  lr: 0.5  # slow\n");
  CHECK(apply("inputs: {lr: 0.1, n: 2}\n", {"inputs.lr=0.5"}) == "inputs: {lr: 0.5, n: 2}\n");
  CHECK(apply("code: &c src\n", {"code=lib"}) == "code: lib\n");
  CHECK(apply("a:\n", {"a=1"}) == "a: 1\n");
}

TEST_CASE("a block scalar is replaced whole") {
  CHECK(apply("command: |\n  one\n  two\nname: x\n", {"command=echo"}) == "command: echo\nname: x\n");
}

TEST_CASE("a missing key is added at the end of the deepest mapping there is") {
  CHECK(apply("inputs:\n  lr: 0.1\nname: x\n", {"inputs.n=2"}) == "inputs:\n  lr: 0.1\n  n: 2\nname: x\n");
  CHECK(apply("name: x\n", {"limits.timeout=60"}) == "name: x\nlimits:\n  timeout: 60\n");
  CHECK(apply("a: {b: 1}\n", {"a.c.d=2"}) == "a: {c: {d: 2}, b: 1}\n");
  CHECK(apply("inputs:\nname: x\n", {"inputs.n=2"}) == "inputs:\n  n: 2\nname: x\n");
}

TEST_CASE("items of lists are named by their number") {
  CHECK(apply("a:\n  - x\n  - y\n", {"a.1=z"}) == "a:\n  - x\n  - z\n");
}

TEST_CASE("a path is seen from where the command was typed") {
  CHECK(apply("inputs:\n  d:\n    path: x\n", {"inputs.d.path=data/iris.csv"}) ==
        "inputs:\n  d:\n    path: \"/home/ada/data/iris.csv\"\n");
  CHECK(apply("inputs:\n  d: x\n", {"inputs.d=data/none.csv"}) == "inputs:\n  d: data/none.csv\n");
  CHECK(apply("inputs:\n  d: x\n", {"inputs.d=https://h/iris.csv"}) == "inputs:\n  d: https://h/iris.csv\n");
}

TEST_CASE("a number for a field of text is a text, for a field of numbers a number") {
  const std::string job = "type: command\ncommand: echo\n";
  const auto changed = [&](const std::string& override) {
    const std::string text = apply(job, {override}, "/home/ada/job.yml");
    CAPTURE(text);
    REQUIRE(text.starts_with(job));
    return text.substr(job.size());
  };
  for (const std::string key : {"name", "display_name", "experiment_name", "description"})
    CHECK(changed(key + "=2024") == key + ": \"2024\"\n");
  for (const std::string key : {"tags", "properties", "environment_variables"}) {
    CHECK(changed(key + ".a=010") == key + ":\n  a: \"010\"\n");
    CHECK(changed(key + ".a=true") == key + ":\n  a: \"true\"\n");
    CHECK(changed(key + ".a='7'") == key + ":\n  a: '7'\n");
  }
  CHECK(changed("limits.timeout=60") == "limits:\n  timeout: 60\n");
  CHECK(changed("inputs.lr=1e-3") == "inputs:\n  lr: 1e-3\n");
  CHECK(changed("inputs.on=true") == "inputs:\n  on: true\n");
  CHECK(changed("resources.instance_count=2") == "resources:\n  instance_count: 2\n");
  CHECK(apply("type: pipeline\njobs:\n  a:\n    type: command\n    command: echo\n",
              {"jobs.a.environment_variables.N=1"}, "/home/ada/p.yml")
            .ends_with("environment_variables:\n      N: \"1\"\n"));
}

TEST_CASE("an override that cannot be applied says so") {
  CHECK(apply("a: 1\n", {"a"}) == "error: applying --set a: write it as KEY=VALUE, as in inputs.lr=0.1");
  CHECK(apply("a: 1\n", {"a.b=2"}) ==
        "error: applying --set a.b=2: 'b' would stand below something that is no mapping");
  CHECK(apply("a: 1\n", {"a={x"}).starts_with("error: applying --set a={x: the value is not YAML"));
}
