#include "lsp/documents.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "base/strings.h"

using namespace footplate;
using namespace footplate::lsp;

namespace {

protocol::TextDocumentContentChangeEvent replace(protocol::Position start, protocol::Position end,
                                                 std::string text) {
  return {protocol::Range{start, end}, std::move(text)};
}

}  // namespace

TEST_CASE("an edit counts columns in the client's encoding") {
  const std::string text = "a\xF0\x9F\x98\x80z\nsecond\n";  // a, an astral character, z
  CHECK(applyChange(text, replace({0, 3}, {0, 4}, "Z"), PositionEncoding::utf16) ==
        "a\xF0\x9F\x98\x80Z\nsecond\n");
  CHECK(applyChange(text, replace({0, 5}, {0, 6}, "Z"), PositionEncoding::utf8) ==
        "a\xF0\x9F\x98\x80Z\nsecond\n");
  CHECK(applyChange(text, replace({0, 2}, {0, 3}, "Z"), PositionEncoding::utf32) ==
        "a\xF0\x9F\x98\x80Z\nsecond\n");
}

TEST_CASE("ranges past a line's or the text's end mean the end, reversed ones are empty") {
  CHECK(applyChange("ab\ncd", replace({0, 99}, {0, 99}, "!"), PositionEncoding::utf16) == "ab!\ncd");
  CHECK(applyChange("ab\ncd", replace({7, 0}, {9, 9}, "!"), PositionEncoding::utf16) == "ab\ncd!");
  CHECK(applyChange("abcd", replace({0, 3}, {0, 1}, "!"), PositionEncoding::utf16) == "abc!d");
  CHECK(applyChange("abcd", {std::nullopt, "new"}, PositionEncoding::utf16) == "new");
}

TEST_CASE("CRLF, lone CR and line joins are edited as the client sees them") {
  CHECK(applyChange("a\r\nb\rc\nd", replace({2, 0}, {3, 0}, ""), PositionEncoding::utf16) == "a\r\nb\rd");
  CHECK(applyChange("a\r\nb", replace({0, 1}, {1, 0}, " "), PositionEncoding::utf16) == "a b");
}

TEST_CASE("a place is found in every line of a long text, and behind its last") {
  std::string text;
  std::vector<std::size_t> starts;
  for (int line = 0; line < 3000; ++line) {
    starts.push_back(text.size());
    text += std::string(static_cast<std::size_t>(line % 7), 'x') + "\xC3\xA4\n";
  }
  for (std::size_t line = 0; line < starts.size(); line += 1 + line / 10) {
    const protocol::Position at{static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(line % 7 + 1)};
    std::string expected = text;
    expected.insert(starts[line] + line % 7 + 2, "!");
    CHECK(applyChange(text, replace(at, at, "!"), PositionEncoding::utf16) == expected);
  }
  CHECK(applyChange(text, replace({3000, 0}, {3000, 0}, "!"), PositionEncoding::utf16) == text + "!");
  CHECK(applyChange(text, replace({0, 0}, {9999, 0}, "!"), PositionEncoding::utf16) == "!");
}

TEST_CASE("many changes at once make what they make one by one") {
  std::mt19937 random(7);
  const auto upTo = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random() % (most + 1)); };
  const std::vector<std::string> pieces{"a", "\xC3\xA4", "\xF0\x9F\x98\x80", "\n", "\r\n", "\r", "bc: d", ""};
  const auto words = [&](std::uint32_t count) {
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) text += pieces[random() % pieces.size()];
    return text;
  };
  for (int round = 0; round < 3000; ++round) {
    const std::string before = words(upTo(40));
    const auto encoding = static_cast<PositionEncoding>(round % 3);
    std::vector<protocol::TextDocumentContentChangeEvent> changes;
    std::string expected = before;
    for (std::uint32_t i = 0; i < 2 + upTo(6); ++i) {
      const protocol::Position start{upTo(12), upTo(6)};
      const protocol::Position end{start.line + upTo(3) - upTo(std::min(start.line, 1U)), upTo(6)};
      changes.push_back(upTo(30) == 0 ? protocol::TextDocumentContentChangeEvent{std::nullopt, words(9)}
                                      : replace(start, end, words(upTo(4))));
      expected = applyChange(expected, changes.back(), encoding);
    }
    CHECK(applyChanges(before, changes, encoding) == expected);
  }
}

TEST_CASE("many changes far from each other, or in one long line, make what they make one by one") {
  std::mt19937 random(11);
  const auto upTo = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random() % (most + 1)); };
  for (int round = 0; round < 60; ++round) {
    const std::string lineEnd = round % 3 == 0 ? "\r\n" : "\n";
    std::string before;
    for (int line = 0; line < 400; ++line)
      before += std::string(upTo(30), 'x') + (upTo(3) == 0 ? "\xF0\x9F\x98\x80" : "") +
                std::string(upTo(20), 'y') + lineEnd;
    std::vector<protocol::TextDocumentContentChangeEvent> changes;
    std::string expected = before;
    for (int i = 0; i < 20; ++i) {
      const std::uint32_t line = upTo(410);
      const protocol::Position start{line, upTo(60)};
      const protocol::Position end{line + (upTo(3) == 0 ? upTo(200) : 0), upTo(60)};
      changes.push_back(replace(start, end, upTo(4) == 0 ? "one\rtwo\nthree" : "w"));
      expected = applyChange(expected, changes.back(), static_cast<PositionEncoding>(round % 3));
    }
    CHECK(applyChanges(before, changes, static_cast<PositionEncoding>(round % 3)) == expected);
  }
}

TEST_CASE("thousands of changes are made in one go, from the end or from the begin") {
  std::string text;
  for (int line = 0; line < 40000; ++line) text += "key" + std::to_string(line) + ": the value\n";
  std::vector<protocol::TextDocumentContentChangeEvent> changes;
  for (std::uint32_t line = 0; line < 40000; ++line) changes.push_back(replace({line, 0}, {line, 3}, "name"));
  std::string expected = replaceAll(text, "key", "name");
  CHECK(applyChanges(text, changes, PositionEncoding::utf16) == expected);
  std::ranges::reverse(changes);
  CHECK(applyChanges(text, changes, PositionEncoding::utf16) == expected);
}

TEST_CASE("changes of one notification build on each other, and buffers follow") {
  Documents documents;
  documents.open({"file:///p/a.yml", "yaml", 1, "one"}, "/p");
  const auto before = documents.buffers();
  protocol::DidChangeTextDocumentParams params;
  params.textDocument.uri = "file:///p/a.yml";
  params.textDocument.version = 2;
  params.contentChanges = {replace({0, 3}, {0, 3}, " two"), replace({0, 7}, {0, 7}, " three")};
  REQUIRE(documents.change(params, PositionEncoding::utf16));
  CHECK(*documents.find("file:///p/a.yml")->parsed->text() == "one two three");
  CHECK(*documents.buffers()->at("/p/a.yml").parsed->text() == "one two three");
  CHECK(*before->at("/p/a.yml").parsed->text() == "one");
  documents.close("file:///p/a.yml");
  CHECK(documents.buffers()->empty());
  CHECK_FALSE(documents.change(params, PositionEncoding::utf16));
}
