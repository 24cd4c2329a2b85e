// Quoted scalars: escapes, folding, and quotes that are never closed.
#include "yaml/parser.h"

namespace footplate::yaml {

namespace {

void appendUtf8(std::string& out, char32_t code) {
  const auto push = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0 | (code >> 6));
    push(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    push(0xE0 | (code >> 12));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  } else {
    push(0xF0 | (code >> 18));
    push(0x80 | ((code >> 12) & 0x3F));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  }
}

bool isHighSurrogate(char32_t code) {
  return code >= 0xD800 && code < 0xDC00;
}
bool isLowSurrogate(char32_t code) {
  return code >= 0xDC00 && code < 0xE000;
}

// The character an escape of one letter stands for, or nullptr.
const char* simpleEscape(char letter) {
  switch (letter) {
    case 'a':
      return "\a";
    case 'b':
      return "\b";
    case 't':
    case '\t':
      return "\t";
    case 'n':
      return "\n";
    case 'v':
      return "\v";
    case 'f':
      return "\f";
    case 'r':
      return "\r";
    case 'e':
      return "\x1B";
    case ' ':
      return " ";
    case '"':
      return "\"";
    case '/':
      return "/";
    case '\\':
      return "\\";
    case 'N':
      return "\xC2\x85";
    case '_':
      return "\xC2\xA0";
    case 'L':
      return "\xE2\x80\xA8";
    case 'P':
      return "\xE2\x80\xA9";
    default:
      return nullptr;
  }
}

}  // namespace

NodeId Parser::parseQuoted(int around) {
  const Cursor start = c_;
  const std::size_t problems = tree_->problems_.size();
  const char quote = peek();
  const Style style = quote == '"' ? Style::doubleQuoted : Style::singleQuoted;
  Offset offset = start.at + 1;
  while (text_[offset] != quote && text_[offset] != '\\' &&
         !bytes::is(text_[offset], bytes::breakBit | bytes::endBit)) {
    ++offset;
  }
  if (text_[offset] == quote && (quote == '"' || text_[offset + 1] != quote)) {
    c_.at = offset + 1;
    return newScalar({start.at, c_.at}, style, start.at + 1, offset - start.at - 1, false);
  }
  std::string text(slice(start.at + 1, offset));
  c_.at = offset;
  if (!readQuoted(around, quote, text)) return unclosedQuote(start, problems);
  const std::uint32_t place = keepCooked(text);
  return newScalar({start.at, c_.at}, style, place, static_cast<std::uint32_t>(text.size()), true);
}

// Reads on to the closing quote and past it; false where the scalar ends without one.
bool Parser::readQuoted(int around, char quote, std::string& text) {
  keptLength_ = 0;
  while (!ended()) {
    const char c = peek();
    if (c == quote) {
      ++c_.at;
      if (quote == '"' || peek() != quote) return true;
      text += quote;
      ++c_.at;
    } else if (c == '\\' && quote == '"') {
      if (atLineEnd(c_.at + 1)) {
        ++c_.at;
        keptLength_ = text.size();
        if (!quotedBreak(around, text, true)) return false;
      } else {
        readEscape(text);
        keptLength_ = text.size();
      }
    } else if (bytes::isBreak(c)) {
      if (!quotedBreak(around, text, false)) return false;
    } else {
      text += c;
      ++c_.at;
    }
  }
  return false;
}

// Folds the line break at the cursor and the blank lines behind it; false when the next line cannot belong
// here.
bool Parser::quotedBreak(int around, std::string& text, bool escaped) {
  while (text.size() > keptLength_ && bytes::isBlank(text.back())) text.pop_back();
  std::size_t blanks = 0;
  for (;; ++blanks) {
    if (ended()) return false;
    beginLine(nextLine(c_.at));
    if (c_.marker != 0) return false;
    if (!atLineEnd(c_.at)) break;
  }
  if (blanks > 0) {
    text.append(blanks, '\n');
  } else if (!escaped) {
    text += ' ';
  }
  keptLength_ = text.size();
  if (c_.spaces > around) return true;
  if (c_.tabbed) {
    reportTabs();
    return true;
  }
  if (!escaped && looksLikeEntry(c_.at)) return false;
  problem({c_.at, c_.at + 1}, "yaml.flow-indentation",
          "YAML 1.2 wants this line indented deeper than the key the quotes belong to",
          Severity::information);
  return true;
}

void Parser::readEscape(std::string& text) {
  const char letter = peek(1);
  if (const char* simple = simpleEscape(letter)) {
    text += simple;
    c_.at += 2;
  } else if (letter == '0') {
    text += '\0';
    c_.at += 2;
  } else if (letter == 'x' || letter == 'u' || letter == 'U') {
    readHexEscape(letter == 'x' ? 2 : letter == 'u' ? 4 : 8, text);
  } else {
    problem({c_.at, c_.at + 1 + utf8Length({text_, size_}, c_.at + 1)}, "yaml.bad-escape",
            "no such escape; write a backslash as '\\\\', or use single quotes");
    text += '\\';
    ++c_.at;
  }
}

// \xHH, \uHHHH or \UHHHHHHHH; two \u of a surrogate pair, as JSON writes them, are one character.
void Parser::readHexEscape(Offset digits, std::string& text) {
  const Offset begin = c_.at;
  char32_t code = 0;
  char32_t low = 0;
  bool good = hexAt(begin + 2, digits, &code);
  c_.at = begin + 2;
  if (good) c_.at += digits;
  if (good && isHighSurrogate(code) && peek() == '\\' && peek(1) == 'u' && hexAt(c_.at + 2, 4, &low) &&
      isLowSurrogate(low)) {
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    c_.at += 6;
  }
  if (!good || code > 0x10FFFF || isHighSurrogate(code) || isLowSurrogate(code)) {
    problem({begin, c_.at}, "yaml.bad-escape",
            "this escape needs " + std::to_string(digits) + " hexadecimal digits that make a character");
    code = 0xFFFD;
  }
  appendUtf8(text, code);
}

bool Parser::hexAt(Offset offset, Offset digits, char32_t* code) const {
  *code = 0;
  for (Offset i = 0; i < digits; ++i) {
    if (offset + i >= size_) return false;
    const char c = text_[offset + i];
    char32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<char32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<char32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<char32_t>(c - 'A' + 10);
    } else {
      return false;
    }
    *code = (*code << 4) | digit;
  }
  return true;
}

// Takes the rest of the first line as the text, as if the quote were closed there.
NodeId Parser::unclosedQuote(const Cursor& start, std::size_t problems) {
  tree_->problems_.resize(std::min(problems, tree_->problems_.size()));
  c_ = start;
  skipRestOfLine();
  Offset end = c_.at;
  while (end > start.at + 1 && bytes::isBlank(text_[end - 1])) --end;
  const char quote = text_[start.at];
  problem({start.at, end}, "yaml.unclosed-quote", std::string("this text has no closing ") + quote);
  const Style style = quote == '"' ? Style::doubleQuoted : Style::singleQuoted;
  return newScalar({start.at, end}, style, start.at + 1, end - start.at - 1, false);
}

}  // namespace footplate::yaml
