// Moving over lines: white space, comments, document markers, columns.
#include "yaml/parser.h"

namespace footplate::yaml {

namespace {

bool isControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

}  // namespace

// Bytes that no YAML text holds: told apart once, so that the rest need not look.
void Parser::checkBytes() {
  unsigned suspicious = 0;
  for (Offset i = 0; i < size_; ++i) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    suspicious |= static_cast<unsigned>(byte >= 0x7F) | static_cast<unsigned>(byte < 0x09) |
                  static_cast<unsigned>(byte > 0x0D && byte < 0x20) |
                  static_cast<unsigned>(byte == 0x0B || byte == 0x0C);
  }
  if (suspicious == 0) return;
  const std::string_view text(text_, size_);
  for (Offset i = 0; i < size_;) {
    if (static_cast<unsigned char>(text_[i]) < 0x80) {
      if (isControl(text_[i])) {
        problem({i, i + 1}, "yaml.control-character",
                "a control character cannot stand in YAML; in double quotes write it as \\x and two digits");
      }
      ++i;
      continue;
    }
    char32_t code = 0;
    const Offset length = utf8Length(text, i, &code);
    if (length == 1)
      problem({i, i + 1}, "yaml.invalid-utf8", "this byte is not UTF-8; save the file in UTF-8");
    i += length;
  }
}

// Stands on the first token of the line that begins at `start`, whatever it is.
void Parser::beginLine(Offset start) {
  c_.lineStart = start;
  c_.marker = 0;
  c_.tabbed = false;
  Offset offset = start;
  while (text_[offset] == ' ') ++offset;
  c_.spaces = static_cast<int>(offset - start);
  c_.indent = c_.spaces;
  for (; bytes::isBlank(text_[offset]); ++offset) {
    const bool tab = text_[offset] == '\t';
    c_.tabbed = c_.tabbed || tab;
    c_.indent += tab ? 4 - c_.indent % 4 : 1;
  }
  c_.at = c_.token = offset;
  if (offset >= size_) {
    c_.indent = -1;
  } else if (offset == start && (text_[start] == '-' || text_[start] == '.') && isMarker(start)) {
    c_.indent = -1;
    c_.marker = text_[start];
  }
}

bool Parser::isMarker(Offset start) const {
  if (start + 3 > size_) return false;
  const char c = text_[start];
  return (c == '-' || c == '.') && text_[start + 1] == c && text_[start + 2] == c && spaceAt(start + 3);
}

// Skips blanks and a comment; whether the line ends there.
bool Parser::skipSpace() {
  while (bytes::isBlank(peek())) ++c_.at;
  if (peek() == '#') {
    const bool apart = c_.at == c_.lineStart || bytes::isBlank(text_[c_.at - 1]) || c_.at == 0;
    if (!apart) problem({c_.at, c_.at + 1}, "yaml.comment-space", "a comment needs a space before its '#'");
    const Offset begin = c_.at;
    c_.at = lineEndFrom(begin);
    if (tree_->comments_.empty() || begin >= lastComment_) {
      tree_->comments_.push_back({begin, c_.at});
      lastComment_ = c_.at;
    }
  }
  return atLineEnd(c_.at);
}

Offset Parser::lineEndFrom(Offset offset) const {
  while (!atLineEnd(offset)) ++offset;
  return offset;
}

// The start of the line behind the line end at `lineEnd`.
Offset Parser::nextLine(Offset lineEnd) const {
  if (lineEnd >= size_) return size_;
  return lineEnd + (text_[lineEnd] == '\r' && text_[lineEnd + 1] == '\n' ? 2 : 1);
}

// From the end of a line to the first token of a later one; stays where it is when on such a token already.
void Parser::toNextToken() {
  if (c_.at == c_.token && !atLineEnd(c_.at) && peek() != '#') return;
  while (skipSpace()) {
    if (ended()) {
      c_.token = c_.at;
      c_.indent = -1;
      c_.marker = 0;
      return;
    }
    beginLine(nextLine(c_.at));
    if (c_.indent < 0) return;
  }
}

// What stands behind a finished value on its line.
void Parser::finishLine() {
  if (skipSpace()) return;
  problem(skipStray(), "yaml.stray-text",
          "unexpected text behind the value; put it on a line of its own, or quote the whole value");
}

// Text that belongs to nothing; a comment behind it is one all the same.
Span Parser::skipStray() {
  const Offset begin = c_.at;
  while (!atLineEnd(c_.at) && !(text_[c_.at] == '#' && bytes::isBlank(text_[c_.at - 1]))) ++c_.at;
  Offset end = c_.at;
  while (end > begin && bytes::isBlank(text_[end - 1])) --end;
  skipSpace();
  return {begin, end};
}

void Parser::skipRestOfLine() {
  c_.at = lineEndFrom(c_.at);
}

// Whether a block entry seems to begin there: "- x", "? x", "key: x".
bool Parser::looksLikeEntry(Offset offset) const {
  if ((text_[offset] == '-' || text_[offset] == '?') && spaceAt(offset + 1)) return true;
  return looksLikeKey(offset);
}

bool Parser::looksLikeKey(Offset offset) const {
  const char quote = text_[offset];
  if (quote == '"' || quote == '\'') {
    ++offset;
    while (!atLineEnd(offset) && text_[offset] != quote)
      offset += text_[offset] == '\\' && quote == '"' && !atLineEnd(offset + 1) ? 2 : 1;
    if (atLineEnd(offset)) return false;
    ++offset;
    while (bytes::isBlank(text_[offset])) ++offset;
    return text_[offset] == ':' && spaceAt(offset + 1);
  }
  for (char before = ' '; !atLineEnd(offset); before = text_[offset++]) {
    if (text_[offset] == ':' && spaceAt(offset + 1)) return true;
    if (text_[offset] == '#' && bytes::isBlank(before)) return false;
  }
  return false;
}

void Parser::reportTabs() {
  if (!c_.tabbed || c_.at != c_.token || reportedTab_ == c_.lineStart) return;
  reportedTab_ = c_.lineStart;
  problem({c_.lineStart, c_.token}, "yaml.tab-indentation", "YAML is indented with spaces; replace the tab");
}

// This line fits no column that is open. One remark for a run of lines of the same column.
void Parser::badIndentation() {
  if (c_.tabbed) return reportTabs();
  if (reportedIndent_ == c_.indent) return;
  reportedIndent_ = c_.indent;
  problem({c_.lineStart, c_.token == c_.lineStart ? c_.token + 1 : c_.token}, "yaml.bad-indentation",
          "this line's indentation fits no line above; align it with the keys or items it belongs to");
}

}  // namespace footplate::yaml
