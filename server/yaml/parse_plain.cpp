// Plain scalars of one line and of several.
#include "yaml/parser.h"

namespace footplate::yaml {

// Reads a plain scalar's text on one line. The first byte is taken as it is.
Parser::PlainLine Parser::scanPlain(Offset begin, bool flow) {
  const auto stops = static_cast<std::uint8_t>(bytes::stopBit | (flow ? bytes::flowBit : 0));
  Offset offset = atLineEnd(begin) ? begin : begin + 1;
  PlainLine line;
  while (true) {
    offset = bytes::skipOthers(text_, offset, stops);
    const char c = text_[offset];
    if (c == ':') {
      line.colon = spaceAt(offset + 1) || (flow && bytes::isFlow(text_[offset + 1]));
      if (line.colon) break;
    } else if (c == '#') {
      line.comment = offset > begin && bytes::isBlank(text_[offset - 1]);
      if (line.comment) break;
    } else if (c == '{' && skipFlowExpression(offset, begin)) {
      continue;
    } else if (c != '\0' || offset >= size_) {
      break;
    }
    ++offset;
  }
  line.stop = offset;
  line.end = offset;
  while (line.end > begin + 1 && bytes::isBlank(text_[line.end - 1])) --line.end;
  return line;
}

// "${{ … }}" between brackets, where YAML would take the braces for a mapping: read as the text that was
// meant.
bool Parser::skipFlowExpression(Offset& offset, Offset begin) {
  if (offset == begin || text_[offset - 1] != '$' || text_[offset + 1] != '{') return false;
  constexpr Offset longest = 500;
  Offset end = offset;
  while (!atLineEnd(end) && end - offset < longest && !(text_[end] == '}' && text_[end + 1] == '}')) ++end;
  if (text_[end] != '}' || text_[end + 1] != '}') return false;
  problem({offset - 1, end + 2}, "yaml.expression-in-flow",
          "put quotes around an expression that stands between brackets");
  offset = end + 2;
  return true;
}

void Parser::reservedStart() {
  const char c = peek();
  if (!bytes::is(c, bytes::reservedBit)) return;
  const bool stray = c == ',' || c == ']' || c == '}';
  problem({c_.at, c_.at + 1}, stray ? "yaml.stray-bracket" : "yaml.reserved-character",
          std::string("a value or key cannot begin with '") + c + "'; put it in quotes");
}

// Finds the line that goes on with a plain scalar whose last line ends at `lineEnd`.
bool Parser::continues(int around, Offset lineEnd, bool flow, Offset* start, Offset* first,
                       int* blanks) const {
  for (*blanks = 0;; ++*blanks) {
    if (lineEnd >= size_) return false;
    *start = nextLine(lineEnd);
    Offset offset = *start;
    while (text_[offset] == ' ') ++offset;
    const int spaces = static_cast<int>(offset - *start);
    while (bytes::isBlank(text_[offset])) ++offset;
    *first = offset;
    if (atLineEnd(offset)) {
      lineEnd = offset;
      continue;
    }
    const char c = text_[offset];
    if (c == '#' || spaces <= around || (offset == *start && isMarker(*start))) return false;
    if (!flow) return true;
    return !bytes::isFlow(c) && !(c == ':' && (spaceAt(offset + 1) || bytes::isFlow(text_[offset + 1])));
  }
}

// The scalar that begins at `begin` and whose first line is read. A line that looks like a key ends it, and
// *keyFollows says so.
NodeId Parser::parsePlain(int around, Offset begin, PlainLine line, bool flow, bool* keyFollows) {
  std::string text;
  bool several = false;
  Offset end = line.end;
  Offset start = 0;
  Offset first = 0;
  int blanks = 0;
  c_.at = end;
  while (!line.comment && !line.colon && atLineEnd(line.stop) &&
         continues(around, line.stop, flow, &start, &first, &blanks)) {
    const PlainLine more = scanPlain(first, flow);
    if (!flow && more.colon) {
      if (keyFollows) *keyFollows = true;
      break;
    }
    if (!several) text = slice(begin, end);
    several = true;
    if (blanks == 0) {
      text += ' ';
    } else {
      text.append(static_cast<std::size_t>(blanks), '\n');
    }
    text += slice(first, more.end);
    beginLine(start);
    line = more;
    end = more.end;
    c_.at = end;
  }
  return plainNode(begin, end, several ? &text : nullptr);
}

NodeId Parser::plainNode(Offset begin, Offset end, const std::string* cooked) {
  if (!cooked) return newScalar({begin, end}, Style::plain, begin, end - begin, false);
  return newScalar({begin, end}, Style::plain, keepCooked(*cooked),
                   static_cast<std::uint32_t>(cooked->size()), true);
}

// Where the text is kept from now on.
std::uint32_t Parser::keepCooked(std::string_view text) {
  const std::size_t place = tree_->cooked_.size();
  tree_->cooked_ += text;
  return static_cast<std::uint32_t>(place);
}

}  // namespace footplate::yaml
