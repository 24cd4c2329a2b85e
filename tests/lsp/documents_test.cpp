#include "lsp/documents.h"

#include <catch2/catch.hpp>

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
