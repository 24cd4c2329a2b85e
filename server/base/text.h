// Offsets, lines and columns of a UTF-8 text.
//
// Inside the program a place is a byte offset; only this file counts UTF-16, and only faces ask it to.
// A LineIndex is immutable after construction and may be read from any thread.
//
//   LineIndex lines(text);
//   Position p = lines.position(text, 12);          // LSP: zero-based, UTF-16
//   std::uint32_t offset = lines.offset(text, p);   // and back; past the end of a line is its end
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace footplate {

using Offset = std::uint32_t;

// Bytes [begin, end) of a text.
struct Span {
  Offset begin = 0;
  Offset end = 0;

  bool empty() const { return begin == end; }
  Offset size() const { return end - begin; }
  bool contains(Offset at) const { return begin <= at && at < end; }
  bool touches(Offset at) const { return begin <= at && at <= end; }
  bool operator==(const Span&) const = default;
};

// Zero-based line and column; the column in units of the encoding asked for.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  auto operator<=>(const Position&) const = default;
};

struct Range {
  Position start;
  Position end;
  bool operator==(const Range&) const = default;
};

// What Position::character counts (LSP 3.17 positionEncoding).
enum class PositionEncoding { utf16, utf8, utf32 };

class LineIndex {
 public:
  LineIndex() = default;
  // Lines end with LF, CRLF or a lone CR, as LSP says.
  explicit LineIndex(std::string_view text);
  // The same index, made from that of an earlier text which has the first `head` and the last `tail` bytes in
  // common with this one.
  LineIndex(std::string_view text, const LineIndex& before, Offset head, Offset tail);

  std::uint32_t lineCount() const { return static_cast<std::uint32_t>(starts_.size()); }
  // Offset of the first byte of a line; a line past the end gives the end of the text.
  Offset lineStart(std::uint32_t line) const;
  // The line's bytes without its end.
  Span line(std::string_view text, std::uint32_t line) const;
  std::uint32_t lineOf(Offset at) const;

  // `text` is the text the index was made of. A broken UTF-8 byte counts as one unit.
  Position position(std::string_view text, Offset at,
                    PositionEncoding encoding = PositionEncoding::utf16) const;
  Range range(std::string_view text, Span span, PositionEncoding encoding = PositionEncoding::utf16) const;
  Offset offset(std::string_view text, Position at,
                PositionEncoding encoding = PositionEncoding::utf16) const;

 private:
  void scan(std::string_view text, Offset from, Offset to);

  std::vector<Offset> starts_{0};
  Offset size_ = 0;
};

// Length in bytes of the UTF-8 sequence at `at`, 1 for a broken one; code point in *code when given (U+FFFD
// if broken).
Offset utf8Length(std::string_view text, Offset at, char32_t* code = nullptr);

// Where a line (from zero) begins in a text whose lines end at LF alone, found without an index of all lines;
// nothing where there are fewer.
std::optional<std::size_t> startOfLine(std::string_view text, std::uint32_t line);

// First byte that is not UTF-8, or npos.
std::size_t findInvalidUtf8(std::string_view text);

}  // namespace footplate
