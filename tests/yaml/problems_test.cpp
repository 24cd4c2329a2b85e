// What is wrong is told with its place, and the rest is still read.
#include <catch2/catch.hpp>

#include "yaml/tree.h"

using namespace footplate;
using namespace footplate::yaml;

namespace {

std::shared_ptr<const Tree> read(std::string text) {
  return parse(std::make_shared<const std::string>(std::move(text)));
}

// "code@line:column" of every problem, one-based.
std::string problems(const std::string& text) {
  const auto tree = read(text);
  std::string out;
  for (const Problem& problem : tree->problems()) {
    const Position at = tree->lines().position(tree->text(), problem.span.begin);
    if (!out.empty()) out += " ";
    out +=
        problem.code.substr(5) + "@" + std::to_string(at.line + 1) + ":" + std::to_string(at.character + 1);
    CHECK_FALSE(problem.message.empty());
    CHECK(problem.message.back() != '.');
  }
  return out;
}

std::string textAt(const std::string& text, const std::string& outer, const std::string& inner) {
  return std::string(read(text)->root().find(outer).find(inner).text());
}

}  // namespace

TEST_CASE("a key that stands twice is an error at the second one") {
  CHECK(problems("a: 1\nb: 2\na: 3\n") == "duplicate-key@3:1");
  CHECK(problems("{a: 1, \"a\": 2}") == "duplicate-key@1:8");
  const auto severityOf = [](const std::string& text) {
    return parse(std::make_shared<const std::string>(text))->problems().front().severity;
  };
  CHECK(severityOf("a: {b: 1}\nb: 2\na: {b: 1}\n") == Severity::warning);
  CHECK(severityOf("a:\n  b: 1\na:\n  b: 2\n") == Severity::error);
  CHECK(read("a: 1\na: 3\n")->root().find("a").text() == "3");
  std::string many;
  for (int i = 0; i < 30; ++i) many += "k" + std::to_string(i) + ": 1\n";
  CHECK(problems(many + "k7: 2\n") == "duplicate-key@31:1");
}

TEST_CASE("aliases and anchors without a partner or a name") {
  CHECK(problems("a: *nope\n") == "undefined-alias@1:4");
  CHECK(problems("a: &x [*x]\n") == "undefined-alias@1:8");
  CHECK(problems("a: *\n") == "lone-alias@1:4");
  CHECK(problems("a: &\nb: 1\n") == "lone-anchor@1:4");
}

TEST_CASE("tabs cannot indent") {
  CHECK(problems("a:\n\tb: 1\n") == "tab-indentation@2:1");
  CHECK(textAt("a:\n\tb: 1\n", "a", "b") == "1");
}

TEST_CASE("quotes that are not closed end at their line") {
  const std::string text = "a:\n  image: \"x:latest\n  code: ./src\n";
  CHECK(problems(text) == "unclosed-quote@2:10");
  CHECK(textAt(text, "a", "image") == "x:latest");
  CHECK(textAt(text, "a", "code") == "./src");
}

TEST_CASE("brackets that are not closed end where the next key begins") {
  const std::string text = "a:\n  list: [1, 2\n  map: {x: 1, y: \n  code: ./src\n";
  CHECK(problems(text) == "unclosed-flow@2:9 unclosed-flow@3:8");
  CHECK(textAt(text, "a", "code") == "./src");
  CHECK(read(text)->root().find("a").find("list").size() == 2);
  CHECK(problems("[a, b}") == "flow-closer@1:6");
  CHECK(problems("[a,, b]") == "flow-comma@1:4");
  CHECK(problems("[\"a\" \"b\"]") == "missing-comma@1:6");
}

TEST_CASE("keys as they are being typed") {
  const std::string text = "job:\n  code: ./src\n  comm\n  lr:0.1\n  name: x\n";
  CHECK(problems(text) == "missing-colon@3:3 missing-space@4:5");
  CHECK(textAt(text, "job", "lr") == "0.1");
  CHECK(textAt(text, "job", "name") == "x");
  bool colon = true;
  const auto tree = read(text);
  for (Entry entry : tree->root().find("job").entries()) {
    if (entry.key.text() == "comm") colon = entry.key.hasColon();
  }
  CHECK_FALSE(colon);
  CHECK(problems("train\n  code: x\n") == "missing-colon@1:1");
  CHECK(textAt("train\n  code: x\n", "train", "code") == "x");
}

TEST_CASE("values with a second colon are one text") {
  CHECK(problems("name: demo: two\n") == "nested-colon@1:11");
  CHECK(read("name: demo: two\n")->root().find("name").text() == "demo: two");
  CHECK(problems("code: : ./x\n") == "nested-colon@1:7");
}

TEST_CASE("characters that begin nothing") {
  CHECK(problems("a: @x\nb: `y`\nc: %z\n") ==
        "reserved-character@1:4 reserved-character@2:4 reserved-character@3:4");
  CHECK(read("a: @x\n")->root().find("a").text() == "@x");
}

TEST_CASE("lines that fit no column go where they most likely belong") {
  CHECK(problems("a:\n    b: 1\n   c: 2\n") == "bad-indentation@3:1");
  CHECK(textAt("a:\n    b: 1\n   c: 2\n", "a", "c") == "2");
  CHECK(problems("a: x\n  b: 1\n  c: 2\nd: 3\n") == "bad-indentation@2:1");
  CHECK(problems("a:\n  - x\n  y\n  - z\n") == "missing-dash@3:3");
  CHECK(problems("a:\n  - x\n  y # why\n  - z\n") == "missing-dash@3:3");
  CHECK(read("a:\n  - x\n  y\n  - z\n")->root().find("a").size() == 2);
  CHECK(problems("a: 1\n- b\nc: 2\n") == "stray-dash@2:1");
}

TEST_CASE("text behind a value and behind the document") {
  CHECK(problems("a: \"x\" y\n") == "stray-text@1:8");
  CHECK(problems("a: \"x\"#c\n") == "comment-space@1:7");
  CHECK(problems("[a]\nb: 1\n") == "second-root@2:1");
  CHECK(problems("a: |x\n  y\n") == "block-header@1:5");
  CHECK(problems("--- a: b\n") == "content-after-marker@1:5");
  CHECK(problems("a: - b\n") == "list-after-key@1:4");
}

TEST_CASE("escapes, control characters and broken UTF-8") {
  CHECK(problems("a: \"\\q\\u12\"\n") == "bad-escape@1:5 bad-escape@1:7");
  CHECK(problems(std::string("a: b\0c\n", 7)) == "control-character@1:5");
  CHECK(problems("a: \xFF\n") == "invalid-utf8@1:4");
}

TEST_CASE("an expression between brackets needs quotes but is read as one text") {
  const std::string text = "a: [${{parent.inputs.lr}}, 2]\n";
  CHECK(problems(text) == "expression-in-flow@1:5");
  CHECK((*read(text)->root().find("a").items().begin()).text() == "${{parent.inputs.lr}}");
}

TEST_CASE("brackets closed at the column of their key are remarked, not refused") {
  const auto tree = read("a: [\n  1\n]\nb: 2\n");
  REQUIRE(tree->problems().size() == 1);
  CHECK(tree->problems()[0].severity == Severity::information);
  CHECK(tree->root().find("b").text() == "2");
}

TEST_CASE("hostile depth is refused without harm") {
  for (const char* part : {"[", "{a: ", "- ", "? ", "a:\n"}) {
    std::string text;
    for (int i = 0; i < 20000; ++i) {
      if (part[0] == 'a') text += std::string(static_cast<std::size_t>(i % 2000), ' ');
      text += part;
    }
    const auto tree = read(text);
    CHECK_FALSE(tree->problems().empty());
  }
}

TEST_CASE("a line in the column of the key is in the brackets when it or the next one closes them") {
  const std::string pairs = "a: {b: x,\nc: y}\nd: 3\n";
  CHECK(problems(pairs) == "flow-indentation@2:1");
  CHECK(textAt(pairs, "a", "c") == "y");
  CHECK(read(pairs)->root().size() == 2);
  const std::string spread = "a: {\nb: x,\nc: y\n}\nd: 3\n";
  CHECK(textAt(spread, "a", "c") == "y");
  CHECK(problems(spread).find("unclosed-flow") == std::string::npos);
  // What is balanced in itself closes nothing around it.
  CHECK(problems("a: {b: x,\nc: [1]\nd: ${{e}}\n") == "unclosed-flow@1:4");
  CHECK(problems("a: {b: x,\nc: 1\n") == "unclosed-flow@1:4");
}

TEST_CASE("brackets in the column of their key are its value") {
  const std::string text = "a: 1\nb:\n{\n  c: 2\n}\nd: 3\n";
  CHECK(problems(text) == "flow-indentation@3:1");
  CHECK(textAt(text, "b", "c") == "2");
  CHECK(read(text)->root().size() == 3);
  CHECK(problems("a:\n[b]: c\n").find("flow-indentation") == std::string::npos);
}
