// The tree of right documents: structure, content, places.
#include "yaml/tree.h"

#include <catch2/catch.hpp>

#include "yaml/events.h"

using namespace footplate;
using namespace footplate::yaml;

namespace {

std::shared_ptr<const Tree> read(std::string text) {
  return parse(std::make_shared<const std::string>(std::move(text)));
}

// The events between the root's beginning and end, on one line.
std::string shape(const std::string& text) {
  const auto tree = read(text);
  CHECK(tree->problems().empty());
  std::string out;
  for (const NodeId root : tree->documents()) {
    std::string one;
    testing::appendEvents(one, tree->node(root));
    for (char& c : one) c = c == '\n' ? ' ' : c;
    one.pop_back();
    out += out.empty() ? one : " / " + one;
  }
  return out;
}

std::string slice(const Tree& tree, Span span) {
  return tree.text().substr(span.begin, span.size());
}

}  // namespace

TEST_CASE("block collections nest by columns") {
  CHECK(shape("a: 1\nb:\n  c: 2\n") == "+MAP =VAL :a =VAL :1 =VAL :b +MAP =VAL :c =VAL :2 -MAP -MAP");
  CHECK(shape("a:\n- x\n- y: 1\n  z: 2\n") ==
        "+MAP =VAL :a +SEQ =VAL :x +MAP =VAL :y =VAL :1 =VAL :z =VAL :2 -MAP -SEQ -MAP");
  CHECK(shape("- - a\n  - b\n-\n  c\n-\n") == "+SEQ +SEQ =VAL :a =VAL :b -SEQ =VAL :c =VAL : -SEQ");
  CHECK(shape("? a\n: b\n? - c\n") == "+MAP =VAL :a =VAL :b +SEQ =VAL :c -SEQ =VAL : -MAP");
}

TEST_CASE("flow collections take JSON and single pairs") {
  CHECK(shape("{\"a\":1, b: [x, {}], c}") ==
        "+MAP {} =VAL \"a =VAL :1 =VAL :b +SEQ [] =VAL :x +MAP {} -MAP -SEQ =VAL :c =VAL : -MAP");
  CHECK(shape("[a: b, ? c, ]") == "+SEQ [] +MAP {} =VAL :a =VAL :b -MAP +MAP {} =VAL :c =VAL : -MAP -SEQ");
  CHECK(shape("k: [\n  a, # first\n  b\n  ]\n") == "+MAP =VAL :k +SEQ [] =VAL :a =VAL :b -SEQ -MAP");
  CHECK(shape("url: http://x:80/a#b\n") == "+MAP =VAL :url =VAL :http://x:80/a#b -MAP");
}

TEST_CASE("scalars are folded and unescaped") {
  CHECK(read("a: one\n  two\n\n  three\n")->root().find("a").text() == "one two\nthree");
  CHECK(read("a: 'it''s\n  here'")->root().find("a").text() == "it's here");
  CHECK(read("\"\\u00e9\\x41\\ud83d\\ude00\\/\\\n  b\\tc\"")->root().text() ==
        "\xC3\xA9"
        "A\xF0\x9F\x98\x80/b\tc");
  CHECK(read("|\n a\n  b\n\n")->root().text() == "a\n b\n");
  CHECK(read("|+\n a\n\n")->root().text() == "a\n\n");
  CHECK(read(">-\n a\n b\n\n c\n   d\n e\n")->root().text() == "a b\nc\n  d\ne");
  CHECK(read("|2\n   a\n")->root().text() == " a\n");
}

TEST_CASE("anchors, aliases, tags and merge keys are told") {
  const auto tree = read("base: &b\n  a: 1\n  c: 2\nuse:\n  <<: *b\n  a: 3\nlist: !!seq [&x !mine y, *x]\n");
  CHECK(tree->problems().empty());
  const Node use = tree->root().find("use");
  CHECK(use.find("a").text() == "3");
  CHECK(use.find("c").text() == "2");
  CHECK(use.size() == 2);
  CHECK(tree->root().find("base").anchor() == "b");
  const Node list = tree->root().find("list");
  CHECK(list.tag() == "tag:yaml.org,2002:seq");
  const Node first = *list.items().begin();
  CHECK(first.tag() == "!mine");
  CHECK(slice(*tree, first.tagSpan()) == "!mine");
  Node last;
  for (Node item : list.items()) last = item;
  CHECK(last.isAlias());
  CHECK(last.resolved() == first);
}

TEST_CASE("several documents, directives and comments") {
  CHECK(shape("%TAG !e! tag:e,2026:\n---\n!e!x a\n...\n# note\n---\n---\nb\n") ==
        "=VAL <tag:e,2026:x> :a / =VAL : / =VAL :b");
  CHECK(shape("").empty());
  CHECK(shape("# only a comment\n").empty());
  const auto tree = read("# one\na: b # two\n");
  REQUIRE(tree->comments().size() == 2);
  CHECK(slice(*tree, tree->comments()[1]) == "# two");
}

TEST_CASE("CRLF, a byte order mark and tabs between tokens change nothing") {
  CHECK(shape("\xEF\xBB\xBF"
              "a: 1\r\nb:\r\n  - c\t# d\r\n") == "+MAP =VAL :a =VAL :1 =VAL :b +SEQ =VAL :c -SEQ -MAP");
  CHECK(shape("a:\t1\n\t\nb: 2\n") == "+MAP =VAL :a =VAL :1 =VAL :b =VAL :2 -MAP");
  CHECK(read("a: |\r\n  x\r\n  y\r\n")->root().find("a").text() == "x\ny\n");
}

TEST_CASE("every node knows its exact place") {
  const auto tree = read(
      "job:\n  command: >-\n    python x\n  env: &e !t {\"k\": 'v'} # c\n  none:\n  tags:\n  - a\n  - b c\n");
  const Node job = tree->root().find("job");
  CHECK(slice(*tree, job.find("command").span()) == ">-\n    python x");
  CHECK(slice(*tree, job.find("env").span()) == "{\"k\": 'v'}");
  CHECK(slice(*tree, job.find("env").find("k").span()) == "'v'");
  CHECK(slice(*tree, job.find("env").find("k").entryKey().span()) == "\"k\"");
  CHECK(slice(*tree, job.find("tags").span()) == "- a\n  - b c");
  CHECK(job.find("none").isNull());
  CHECK(job.find("none").span().begin == tree->text().find("none:") + 5);
  CHECK(job.indent() == 2);
  CHECK(slice(*tree, tree->root().span()) == tree->text().substr(0, tree->text().size() - 1));
  CHECK(tree->root().parent() == Node());
}

TEST_CASE("the deepest node at a place is found, and its path") {
  const std::string text = "jobs:\n  train:\n    inputs: {lr: 0.1}\n    tags:\n    - x\n    - name: y\n";
  const auto tree = read(text);
  const auto pathAt = [&](const char* word) {
    return tree->path(tree->nodeAt(static_cast<Offset>(text.find(word))));
  };
  CHECK(pathAt("0.1") == "jobs.train.inputs.lr");
  CHECK(pathAt("lr") == "jobs.train.inputs.lr");
  CHECK(pathAt("y\n") == "jobs.train.tags[1].name");
  CHECK(tree->nodeAt(static_cast<Offset>(text.find("lr"))).isKey());
  CHECK(tree->path(tree->root()).empty());
}

TEST_CASE("asking a missing node gives nothing") {
  const Node none = read("a: 1")->root().find("b").find("c");
  CHECK_FALSE(none);
  CHECK(none.text().empty());
  CHECK(none.entries().begin() == none.entries().end());
  CHECK(none.items().begin() == none.items().end());
  CHECK_FALSE(none.parent());
  CHECK(none.tag().empty());
}

TEST_CASE("merges of merges cannot be used to wait forever") {
  std::string text = "m0: &m0 {k: v}\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*m" + std::to_string(i - 1) + " ";
    text += "m" + std::to_string(i) + ": &m" + std::to_string(i) + " {<<: [" + before + "," + before + "]}\n";
  }
  CHECK_FALSE(read(text)->root().find("m39").find("missing"));
}
