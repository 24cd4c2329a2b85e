// After an edit the tree is that of a fresh parse, whatever was taken over from the one before.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "yaml/same_tree.h"
#include "yaml/tree.h"

using namespace footplate::yaml;
using testing::difference;

namespace {

std::shared_ptr<const Tree> treeOf(const std::string& text) {
  return parse(std::make_shared<const std::string>(text));
}

// Edited from one text to the other, and what is different from reading the other at once.
std::string edited(const std::string& from, const std::string& to) {
  const auto again = parseAgain(std::make_shared<const std::string>(to), *treeOf(from));
  return difference(*again, *treeOf(to));
}

std::string replaced(std::string text, const std::string& old, const std::string& now) {
  return text.replace(text.find(old), old.size(), now);
}

const std::string pipeline = R"(# nightly
type: pipeline
inputs:
  epochs: 10      # how long
  data: &data
    type: uri_folder
    path: ./data
jobs:
  first:
    type: command
    command: >-
      python a.py
      --out ${{outputs.model}}
    tags: {a: 1, b: [x, "y"]}
  # between
  second:
    type: command
    inputs:
      data: *data
      text: "one
        two"
    list:
    - 1
    - name: a
      value: b
  third:
    command: |
      echo 'x'

      echo y
  fourth:
    plain: a text
      of two lines
last: 'it''s'
)";

}  // namespace

TEST_CASE("an edit in one entry leaves the tree of a fresh parse") {
  const std::pair<const char*, const char*> edits[] = {
      {"epochs: 10", "epochs: 101"},
      {"type: command", "type: comman"},
      {"  second:", "  secon:\n    code: .\n  two:"},
      {"  third:", "  third"},
      {"  third:", "   third:"},
      {"  third:", "# third:"},
      {"  # between\n", ""},
      {"  # between\n", "- between\n"},
      {"jobs:\n", ""},
      {"jobs:\n", "jobs: {\n"},
      {"jobs:\n", "jobs: \"\n"},
      {"&data", "&date"},
      {"two\"", "two"},
      {"[x, \"y\"]}", "[x, \"y\""},
      {"tags: {", "tags: {{"},
      {"|\n", "\n"},
      {"of two lines", "of: two lines"},
      {"last:", "---\nlast:"},
      {"last:", "fourth:"},
      {"type: pipeline\n", "type: pipeline\ntype: pipeline\n"},
      {"# nightly\n", "%YAML 1.2\n---\n"},
      {"# nightly\n", "\t"},
  };
  for (const auto& [old, now] : edits) {
    INFO(old << " -> " << now);
    const std::string other = replaced(pipeline, old, now);
    CHECK(edited(pipeline, other).empty());
    CHECK(edited(other, pipeline).empty());
  }
}

TEST_CASE("a key loses the anchor that stood before it when the anchor gets a line of its own") {
  const std::string before = "a: 2\n&b use:\nlist: 1\nlast: 2\n";
  for (const char* now :
       {"a: 2\n&b x: 1\nuse:\nlist: 1\nlast: 2\n", "a: 2\nx: 1\nuse:\nlist: 1\nlast: 2\n"}) {
    CHECK(edited(before, now).empty());
    CHECK(edited(now, before).empty());
  }
  CHECK(edited("a: 2\n&b\nuse: 1\nlist: 1\n", "a: 2\nuse: 1\nlist: 1\n").empty());
}

TEST_CASE("entries of a text with too many problems to record are read again") {
  const std::string entries = "a: 1\nb: 2\nc: [1\nd: 2\ne: 3\nf: 4\n";
  const std::string controls(1200, '\x01');
  CHECK(edited("# " + controls + "\n" + entries, "# none\n" + entries).empty());
  CHECK(edited("# none\n" + entries, "# " + controls + "\n" + entries).empty());
}

TEST_CASE("texts of any ends can be edited into one another") {
  const std::string texts[] = {
      "", "a", "a: 1\nb: 2\nc: 3\n", "a: 1\r\nb: 2\r\nc: 3", "a: 1\rb: 2\rc: 3", "\n\n", pipeline};
  for (const std::string& from : texts) {
    for (const std::string& to : texts) CHECK(edited(from, to).empty());
  }
}

TEST_CASE("a thousand edits one after the other leave the tree of a fresh parse") {
  const std::vector<std::string> pieces{" ",
                                        "\n",
                                        "\n  ",
                                        ":",
                                        ": ",
                                        "- ",
                                        "#",
                                        " # ",
                                        "\"",
                                        "'",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        "|\n",
                                        ">-",
                                        "&a ",
                                        "*a",
                                        "!!str ",
                                        "?",
                                        "\t",
                                        "---\n",
                                        "\r",
                                        "\n\n",
                                        "x",
                                        "key: value\n",
                                        "  key: value\n",
                                        "    - item\n",
                                        "<<: *data"};
  std::mt19937 random(5);
  const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  std::string text = pipeline;
  auto tree = treeOf(text);
  for (int step = 0; step < 1000; ++step) {
    if (step % 40 == 0) text = pipeline + pipeline;
    const std::size_t at = below(text.size() + 1);
    const std::size_t gone = below(3) == 0 ? std::min(below(12), text.size() - at) : 0;
    const std::string before = text;
    text.replace(at, gone, below(4) == 0 ? std::string() : pieces[below(pieces.size())]);
    tree = parseAgain(std::make_shared<const std::string>(text), *tree);
    const std::string wrong = difference(*tree, *treeOf(text));
    INFO("step " << step << ": " << wrong << "\n--- before\n" << before << "\n--- after\n" << text);
    REQUIRE(wrong.empty());
  }
}
