#include "lsp/convert.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace footplate::lsp {
namespace {

protocol::DiagnosticSeverity toSeverity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return protocol::DiagnosticSeverity::error;
    case Severity::warning:
      return protocol::DiagnosticSeverity::warning;
    case Severity::information:
      return protocol::DiagnosticSeverity::information;
    case Severity::hint:
      break;
  }
  return protocol::DiagnosticSeverity::hint;
}

}  // namespace

protocol::Range Places::range(Span span) const {
  constexpr Offset usualLine = 1000;  // counted faster than the whole document is looked at
  const LineIndex& lines = document_.tree->lines();
  const std::uint32_t line = lines.lineOf(span.begin);
  const bool isUsual = lines.lineStart(line + 1) - lines.lineStart(line) < usualLine;
  const Range range = isUsual ? lines.range(*document_.text, span, encoding_) : near(span);
  return {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
}

// Whether a column is the number of bytes before it, all over the document.
bool Places::countsBytes() const {
  if (!countsBytes_) {
    unsigned char all = 0;
    for (const char c : *document_.text) all |= static_cast<unsigned char>(c);
    countsBytes_ = encoding_ == PositionEncoding::utf8 || all < 0x80;
  }
  return *countsBytes_;
}

// Most often the last place's line or one of the next.
std::uint32_t Places::lineNear(Offset at) const {
  const LineIndex& lines = document_.tree->lines();
  constexpr std::uint32_t steps = 3;
  std::uint32_t line = last_.line;
  if (at < lines.lineStart(line)) return lines.lineOf(at);
  while (line < last_.line + steps && line + 1 < lines.lineCount() && lines.lineStart(line + 1) <= at) ++line;
  return line < last_.line + steps ? line : lines.lineOf(at);
}

Position Places::near(Offset at) const {
  const LineIndex& lines = document_.tree->lines();
  const std::string_view text = *document_.text;
  at = std::min(at, static_cast<Offset>(text.size()));
  const std::uint32_t line = lineNear(at);
  if (countsBytes()) return {line, at - lines.lineStart(line)};
  if (line != last_.line || at < lastAt_) return lines.position(text, at, encoding_);
  const std::string_view between = text.substr(lastAt_, at - lastAt_);
  const auto size = static_cast<Offset>(between.size());
  return {line, last_.character + LineIndex(between).position(between, size, encoding_).character};
}

// What comes next may be inside: only the begin is remembered.
Range Places::near(Span span) const {
  last_ = near(span.begin);
  lastAt_ = span.begin;
  return {last_, near(span.end)};
}

void Places::write(std::string& out, Span span) const {
  const auto [start, end] = near(span);
  // Put together here and added at once: an outline has fifty thousand of them.
  char text[128];
  char* at = text;
  const auto put = [&at](std::string_view words, std::uint32_t number) {
    at = std::ranges::copy(words, at).out;
    at = std::to_chars(at, at + 10, number).ptr;
  };
  put(R"({"start":{"line":)", start.line);
  put(R"(,"character":)", start.character);
  put(R"(},"end":{"line":)", end.line);
  put(R"(,"character":)", end.character);
  at = std::ranges::copy(std::string_view("}}"), at).out;
  out.append(text, at);
}

Offset Places::offset(const protocol::Position& position) const {
  return document_.tree->lines().offset(*document_.text, {position.line, position.character}, encoding_);
}

Span Places::span(const protocol::Range& range) const {
  const Offset begin = offset(range.start);
  return {begin, std::max(begin, offset(range.end))};
}

protocol::Diagnostic toDiagnostic(const schema::Issue& issue, const Places& places) {
  protocol::Diagnostic diagnostic;
  diagnostic.range = places.range(issue.span);
  diagnostic.severity = toSeverity(issue.severity);
  diagnostic.code = issue.code;
  diagnostic.source = "footplate";
  diagnostic.message = places.words(issue.message);
  if (issue.code.find("deprecated") != std::string::npos)
    diagnostic.tags = {protocol::DiagnosticTag::deprecated};
  return diagnostic;
}

}  // namespace footplate::lsp
