#include "base/text.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace footplate {

namespace {

// Bytes of the sequence a lead byte announces (0: none), and the code point's first bits.
Offset announcedLength(unsigned char lead, char32_t* bits) {
  if (lead < 0x80) return *bits = lead, 1;
  if (lead >= 0xC2 && lead <= 0xDF) return *bits = lead & 0x1Fu, 2;
  if (lead >= 0xE0 && lead <= 0xEF) return *bits = lead & 0x0Fu, 3;
  if (lead >= 0xF0 && lead <= 0xF4) return *bits = lead & 0x07u, 4;
  return 0;
}

bool isCodePoint(char32_t code, Offset length) {
  if (length == 3) return code >= 0x800 && (code < 0xD800 || code > 0xDFFF);
  if (length == 4) return code >= 0x10000 && code <= 0x10FFFF;
  return true;
}

std::uint32_t unitsOf(char32_t code, Offset bytes, PositionEncoding encoding) {
  if (encoding == PositionEncoding::utf8) return bytes;
  return encoding == PositionEncoding::utf16 && code > 0xFFFF ? 2 : 1;
}

// Decodes at `at`; false and length 1 when the bytes there are no UTF-8.
bool decode(std::string_view text, std::size_t at, Offset* length, char32_t* code) {
  char32_t value = 0;
  const Offset wanted = announcedLength(static_cast<unsigned char>(text[at]), &value);
  *length = 1;
  *code = 0xFFFD;
  if (wanted == 0 || at + wanted > text.size()) return false;
  for (Offset i = 1; i < wanted; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0u) != 0x80u) return false;
    value = (value << 6u) | (byte & 0x3Fu);
  }
  if (!isCodePoint(value, wanted)) return false;
  *length = wanted;
  *code = value;
  return true;
}

// Whether the eight bytes are all ASCII.
bool isAscii8(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & UINT64_C(0x8080808080808080)) == 0;
}

}  // namespace

Offset utf8Length(std::string_view text, Offset at, char32_t* code) {
  Offset length = 1;
  char32_t value = 0;
  decode(text, at, &length, &value);
  if (code) *code = value;
  return length;
}

std::size_t findInvalidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    Offset length = 1;
    char32_t code = 0;
    if (!decode(text, at, &length, &code)) return at;
    at += length;
  }
  return std::string_view::npos;
}

LineIndex::LineIndex(std::string_view text) : size_(static_cast<Offset>(text.size())) {
  constexpr std::size_t usualLine = 24;
  starts_.reserve(text.size() / usualLine + 1);
  scan(text, 0, size_);
}

LineIndex::LineIndex(std::string_view text, const LineIndex& before, Offset head, Offset tail)
    : size_(static_cast<Offset>(text.size())) {
  const Offset moved = size_ - before.size_;  // modulo 2^32
  const auto& starts = before.starts_;
  const auto changed = std::max(std::ranges::lower_bound(starts, head), starts.begin() + 1);
  const auto behind = std::max(std::ranges::upper_bound(starts, before.size_ - tail), changed);
  starts_.reserve(starts.size() + 64);
  starts_.assign(starts.begin(), changed);
  scan(text, starts_.back(), size_ - tail);
  std::ranges::transform(behind, starts.end(), std::back_inserter(starts_),
                         [moved](Offset start) { return start + moved; });
}

// Adds the starts of lines behind `from`, where one begins, up to `to`.
void LineIndex::scan(std::string_view text, Offset from, Offset to) {
  // memchr takes no null of an empty text.
  const bool hasCr = text.substr(from, to - from).find('\r') != std::string_view::npos;
  const char* const begin = text.data();
  const char* const end = begin + to;
  for (const char* at = begin + from; at < end;) {
    const char* stop = nullptr;
    if (!hasCr) {
      stop = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    } else {
      stop = std::find_if(at, end, [](char c) { return c == '\n' || c == '\r'; });
      if (stop == end) stop = nullptr;
    }
    if (!stop) break;
    if (*stop == '\r' && stop + 1 < begin + text.size() && stop[1] == '\n') ++stop;
    if (stop + 1 > end) break;  // the second half of a CRLF is behind `to`
    starts_.push_back(static_cast<Offset>(stop + 1 - begin));
    at = stop + 1;
  }
}

std::optional<std::size_t> startOfLine(std::string_view text, std::uint32_t line) {
  constexpr std::size_t block = 4096;
  std::size_t at = 0;
  while (line > 0) {
    if (at >= text.size()) return std::nullopt;
    const std::string_view piece = text.substr(at, block);
    const auto breaks = static_cast<std::uint32_t>(std::ranges::count(piece, '\n'));
    if (breaks < line) {
      line -= breaks;
      at += piece.size();
    } else {
      for (; line > 0; --line) at = text.find('\n', at) + 1;
    }
  }
  return at;
}

Offset LineIndex::lineStart(std::uint32_t line) const {
  return line < starts_.size() ? starts_[line] : size_;
}

Span LineIndex::line(std::string_view text, std::uint32_t line) const {
  const Offset begin = lineStart(line);
  Offset end = lineStart(line + 1);
  while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return {begin, end};
}

std::uint32_t LineIndex::lineOf(Offset at) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), at);
  return static_cast<std::uint32_t>(after - starts_.begin() - 1);
}

namespace {

// Characters of [begin, end) in units of the encoding; one that is cut by `end` does not count.
std::uint32_t unitsBetween(std::string_view text, Offset begin, Offset end, PositionEncoding encoding) {
  std::uint32_t units = 0;
  for (Offset i = begin; i < end;) {
    if (i + 8 <= end && isAscii8(text.data() + i)) {
      units += 8;
      i += 8;
      continue;
    }
    char32_t code = 0;
    const Offset bytes = utf8Length(text, i, &code);
    if (i + bytes > end) break;
    units += unitsOf(code, bytes, encoding);
    i += bytes;
  }
  return units;
}

}  // namespace

Position LineIndex::position(std::string_view text, Offset at, PositionEncoding encoding) const {
  at = std::min(at, size_);
  const std::uint32_t line = lineOf(at);
  return {line, unitsBetween(text, starts_[line], at, encoding)};
}

Range LineIndex::range(std::string_view text, Span span, PositionEncoding encoding) const {
  const Position begin = position(text, span.begin, encoding);
  const bool oneLine = span.end >= span.begin && span.end < lineStart(begin.line + 1);
  if (!oneLine) return {begin, position(text, span.end, encoding)};
  // From the line's start again: the begin may be inside a character.
  return {begin, {begin.line, unitsBetween(text, starts_[begin.line], span.end, encoding)}};
}

Offset LineIndex::offset(std::string_view text, Position at, PositionEncoding encoding) const {
  if (at.line >= starts_.size()) return size_;
  const Span bytes = line(text, at.line);
  std::uint32_t units = 0;
  Offset i = bytes.begin;
  while (i < bytes.end && units < at.character) {
    if (i + 8 <= bytes.end && at.character - units >= 8 && isAscii8(text.data() + i)) {
      units += 8;
      i += 8;
      continue;
    }
    char32_t code = 0;
    const Offset length = utf8Length(text, i, &code);
    const std::uint32_t more = unitsOf(code, length, encoding);
    if (units + more > at.character) break;
    units += more;
    i += length;
  }
  return i;
}

}  // namespace footplate
