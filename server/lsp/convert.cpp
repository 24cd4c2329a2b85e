#include "lsp/convert.h"

#include <algorithm>

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
  const Range range = document_.tree->lines().range(*document_.text, span, encoding_);
  return {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
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
