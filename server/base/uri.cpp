#include "base/uri.h"

#include <cctype>

namespace footplate {

namespace {

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte that the escape "%20" at `at` stands for; -1 where none stands there.
int escapedByte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return -1;
  const int high = hexValue(text[at + 1]);
  const int low = hexValue(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool isPlain(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u < 0x80 && (std::isalnum(u) || c == '-' || c == '.' || c == '_' || c == '~' || c == '/');
}

}  // namespace

std::string uriFromPath(std::string_view path) {
  static const char digits[] = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char c : path) {
    if (isPlain(c)) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += digits[byte >> 4u];
    uri += digits[byte & 15u];
  }
  return uri;
}

Result<std::string> pathFromUri(std::string_view uri) {
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) {
    return fail(ErrorCode::usage,
                "reading the URI " + std::string(uri) + ": only file: URIs name files here");
  }
  std::string_view rest = uri.substr(scheme.size());
  const auto slash = rest.find('/');
  rest = slash == std::string_view::npos ? std::string_view("/") : rest.substr(slash);
  std::string path;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] != '%') {
      path += rest[i];
      continue;
    }
    const int byte = escapedByte(rest, i);
    if (byte < 0) {
      return fail(ErrorCode::usage, "reading the URI " + std::string(uri) + ": broken % escape");
    }
    path += static_cast<char>(byte);
    i += 2;
  }
  return path;
}

std::string percentDecoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int byte = escapedByte(text, at);
    out += byte < 0 ? text[at] : static_cast<char>(byte);
    if (byte >= 0) at += 2;
  }
  return out;
}

std::string uriScheme(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2) return {};
  std::string scheme;
  for (const char c : text.substr(0, colon)) {
    const auto u = static_cast<unsigned char>(c);
    if (!std::isalnum(u) && c != '+' && c != '-' && c != '.') return {};
    scheme += static_cast<char>(std::tolower(u));
  }
  return std::isalpha(static_cast<unsigned char>(scheme[0])) ? scheme : std::string();
}

}  // namespace footplate
