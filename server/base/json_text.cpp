#include "base/json_text.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace footplate {
namespace {

constexpr char hexDigits[] = "0123456789abcdef";

void appendControl(std::string& out, unsigned char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += hexDigits[c >> 4U];
      out += hexDigits[c & 15U];
  }
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // start of what is not copied yet
  std::size_t at = 0;
  const auto flush = [&] { out.append(text.data() + plain, at - plain); };
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c != '"' && c != '\\' && c < 0x80) {
      ++at;
      continue;
    }
    if (c >= 0x80) {
      const std::string_view rest = text.substr(at, 4);
      char32_t code = 0;
      const Offset length = utf8Length(rest, 0, &code);
      if (length > 1) {
        at += length;
        continue;
      }
    }
    flush();
    if (c >= 0x80) {
      out += "\xEF\xBF\xBD";
    } else if (c < 0x20) {
      appendControl(out, c);
    } else {
      out += '\\';
      out += static_cast<char>(c);
    }
    plain = ++at;
  }
  flush();
  out += '"';
}

void appendJsonNumber(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void appendJsonNumber(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

}  // namespace footplate
