#include "base/text.h"

#include <catch2/catch.hpp>

using namespace footplate;

TEST_CASE("lines end with LF, CRLF or a lone CR") {
  const std::string text = "a\nbc\r\nd\re";
  const LineIndex lines(text);
  REQUIRE(lines.lineCount() == 4);
  CHECK(lines.lineStart(1) == 2);
  CHECK(lines.lineStart(2) == 6);
  CHECK(lines.lineStart(3) == 8);
  CHECK(lines.line(text, 1) == Span{2, 4});
}

TEST_CASE("positions count UTF-16 units and come back as offsets") {
  const std::string text = "k: \xF0\x9F\x9A\x82 \xC3\xA4x\n";  // an engine (two units), an a with dots (one)
  const LineIndex lines(text);
  const Offset x = static_cast<Offset>(text.find('x'));
  CHECK(lines.position(text, x) == Position{0, 7});
  CHECK(lines.position(text, x, PositionEncoding::utf8) == Position{0, x});
  CHECK(lines.position(text, x, PositionEncoding::utf32) == Position{0, 6});
  CHECK(lines.offset(text, {0, 7}) == x);
  CHECK(lines.offset(text, {0, 4}) == 3);  // inside the pair: its start
}

TEST_CASE("a place past the end of a line or of the text is its end") {
  const std::string text = "ab\ncd";
  const LineIndex lines(text);
  CHECK(lines.offset(text, {0, 99}) == 2);
  CHECK(lines.offset(text, {9, 0}) == 5);
  CHECK(lines.position(text, 99) == Position{1, 2});
}

TEST_CASE("the first byte that is no UTF-8 is found") {
  CHECK(findInvalidUtf8("plain \xC3\xA4") == std::string_view::npos);
  CHECK(findInvalidUtf8("ab\xFFz") == 2);
  CHECK(findInvalidUtf8("a\xC3") == 1);         // cut off
  CHECK(findInvalidUtf8("\xED\xA0\x80") == 0);  // a surrogate
  CHECK(findInvalidUtf8("\xC0\xAF") == 0);      // overlong
}

TEST_CASE("the lines of an edited text are those of a fresh count") {
  const std::string before = "a\nbb\r\n\rccc\n\ndd";
  const LineIndex earlier(before);
  for (std::size_t at = 0; at <= before.size(); ++at) {
    for (std::size_t gone = 0; at + gone <= before.size(); ++gone) {
      for (const std::string added : {"", "x", "\n", "\r", "\r\n"}) {
        std::string text = before;
        text.replace(at, gone, added);
        const LineIndex again(text, earlier, static_cast<Offset>(at),
                              static_cast<Offset>(before.size() - at - gone));
        const LineIndex fresh(text);
        REQUIRE(again.lineCount() == fresh.lineCount());
        for (std::uint32_t line = 0; line < fresh.lineCount(); ++line)
          CHECK(again.lineStart(line) == fresh.lineStart(line));
      }
    }
  }
}
