// Block scalars: "|" and ">".
#include <algorithm>

#include "yaml/parser.h"

namespace footplate::yaml {

NodeId Parser::parseBlockScalar(int around) {
  const Offset begin = c_.at;
  const bool folded = peek() == '>';
  const BlockHeader header = parseBlockHeader();
  const int indent = header.indent > 0 ? std::max(around, 0) + header.indent : blockIndent(around, c_.at);
  std::string text;
  Offset end = header.end;
  const Offset headerLine = c_.at;
  readBlockLines(indent, folded, header.chomp, c_.at, text);
  if (c_.at != headerLine) end = c_.at;
  const std::uint32_t place = keepCooked(text);
  return newScalar({begin, end}, folded ? Style::folded : Style::literal, place,
                   static_cast<std::uint32_t>(text.size()), true);
}

// Reads "|2-  # comment" up to the end of its line.
Parser::BlockHeader Parser::parseBlockHeader() {
  BlockHeader header;
  ++c_.at;
  for (int i = 0; i < 2; ++i) {
    const char c = peek();
    if (header.chomp == 0 && (c == '+' || c == '-')) {
      header.chomp = c;
      ++c_.at;
    } else if (header.indent == 0 && c >= '1' && c <= '9') {
      header.indent = c - '0';
      ++c_.at;
    }
  }
  header.end = c_.at;
  if (skipSpace()) return header;
  const Offset begin = c_.at;
  skipRestOfLine();
  problem(
      {begin, c_.at}, "yaml.block-header",
      "behind '|' or '>' stand only a digit, '+' or '-', and a comment; the text begins on the next line");
  return header;
}

// The column of a block scalar's text, told by its first line that is not blank.
int Parser::blockIndent(int around, Offset from) {
  int widest = 0;
  Offset widestAt = from;
  for (Offset lineEnd = from; lineEnd < size_;) {
    const Offset start = nextLine(lineEnd);
    Offset offset = start;
    while (text_[offset] == ' ') ++offset;
    const int spaces = static_cast<int>(offset - start);
    lineEnd = offset;
    if (atLineEnd(offset)) {
      if (spaces > widest) widestAt = start;
      widest = std::max(widest, spaces);
      continue;
    }
    if (spaces <= around || (spaces == 0 && isMarker(start))) break;
    if (widest > spaces) {
      problem({widestAt, widestAt + static_cast<Offset>(widest)}, "yaml.block-indentation",
              "this blank line is indented deeper than the first line of the text; remove its spaces");
    }
    return spaces;
  }
  return std::max(widest, around + 1);
}

// Reads the lines into `text` and moves to the end of the last one that is not blank.
void Parser::readBlockLines(int indent, bool folded, char chomp, Offset from, std::string& text) {
  std::size_t blanks = 0;  // blank lines since the last text
  bool broken = false;     // the last line of text had a line break
  bool wasDeeper = false;  // and began with white space
  bool any = false;
  for (Offset lineEnd = from; lineEnd < size_;) {
    const Offset start = nextLine(lineEnd);
    Offset offset = start;
    while (text_[offset] == ' ' && offset - start < static_cast<Offset>(indent)) ++offset;
    if (atLineEnd(offset)) {
      if (offset >= size_) break;
      ++blanks;
      lineEnd = offset;
      continue;
    }
    if (offset - start < static_cast<Offset>(indent) || (offset == start && isMarker(start))) break;
    const bool deeper = bytes::isBlank(text_[offset]);
    if (any && folded && !wasDeeper && !deeper) {
      if (blanks == 0) text += ' ';
    } else if (any) {
      text += '\n';
    }
    text.append(blanks, '\n');
    blanks = 0;
    any = true;
    wasDeeper = deeper;
    lineEnd = lineEndFrom(offset);
    text += slice(offset, lineEnd);
    broken = lineEnd < size_;
    beginLine(start);
    c_.at = lineEnd;
  }
  if (any && broken && chomp != '-') text += '\n';
  if (chomp == '+') text.append(blanks, '\n');
}

}  // namespace footplate::yaml
