#include "yaml/strict.h"

#include <catch2/catch.hpp>
#include <limits>

#include "yaml/scalar.h"

using namespace footplate::yaml;

namespace {

std::shared_ptr<const Tree> read(std::string text) {
  return parse(std::make_shared<const std::string>(std::move(text)));
}

}  // namespace

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

TEST_CASE("values are written so that both YAML versions read them back") {
  Value job = Value::mapping();
  job.set("command", "python train.py\necho done\n");
  job.set("name", "on");
  job.set("version", "010");
  job.set("lr", 0.1);
  job.set("small", 1e-7);
  job.set("two", 2.0);
  job.set("epochs", 20);
  job.set("flag", true);
  job.set("nothing", Value());
  job.set("empty", Value::mapping());
  job.set("odd", " lead: and # \ttrail ");
  job.set("lines", "a\nb");
  Value tags = Value::sequence();
  tags.add("a");
  Value inner = Value::mapping();
  inner.set("k: v", "");
  tags.add(inner);
  job.set("tags", tags);
  const std::string text = toYaml(job);
  INFO(text);
  CHECK_FALSE(strictProblem(text));
  const auto tree = read(text);
  CHECK(tree->problems().empty());
  const Node root = tree->root();
  CHECK(root.find("command").text() == "python train.py\necho done\n");
  CHECK(root.find("command").style() == Style::literal);
  CHECK(typeOf(root.find("name")) == ScalarType::string);
  CHECK(typeOf(root.find("version")) == ScalarType::string);
  CHECK(asNumber(root.find("lr")) == 0.1);
  CHECK(asNumber(root.find("small")) == 1e-7);
  CHECK(typeOf(root.find("two")) == ScalarType::number);
  CHECK(asInteger(root.find("epochs")) == 20);
  CHECK(root.find("odd").text() == " lead: and # \ttrail ");
  CHECK(root.find("lines").text() == "a\nb");
  CHECK(root.find("empty").isMapping());
  const auto again = Value::of(root);
  REQUIRE(again);
  CHECK(toYaml(*again) == text);
}

TEST_CASE("a value of a node has its aliases and merges resolved, and bombs are refused") {
  const auto tree = read("b: &b {x: 1, y: 2}\nu: {<<: *b, x: 3}\n");
  const auto value = Value::of(tree->root());
  REQUIRE(value);
  CHECK(value->find("u")->find("x")->asInteger() == 3);
  CHECK(value->find("u")->find("y")->asInteger() == 2);
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + " , " + before + " , " +
            before + " ]\n";
  }
  CHECK_FALSE(Value::of(read(bomb)->root()));
}
