#include "os/http_target.h"

#include "base/strings.h"

namespace footplate::os {

namespace {

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string percentDecoded(std::string_view text, bool plusIsSpace) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? hexDigit(text[at + 1]) : -1;
    const int low = high >= 0 ? hexDigit(text[at + 2]) : -1;
    if (low >= 0) {
      result += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      result += plusIsSpace && text[at] == '+' ? ' ' : text[at];
    }
  }
  return result;
}

void readTarget(HttpRequest& request) {
  std::string_view target = request.target;
  // A proxy's absolute form names scheme and host again.
  const std::size_t scheme = target.find("://");
  if (!target.starts_with('/') && scheme != std::string_view::npos) {
    const std::size_t slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  request.path = percentDecoded(target.substr(0, question), false);
  if (question == std::string_view::npos) return;
  for (const std::string& pair : split(target.substr(question + 1), '&')) {
    if (pair.empty()) continue;
    const std::size_t equal = pair.find('=');
    const std::string_view value =
        equal == std::string::npos ? std::string_view() : std::string_view(pair).substr(equal + 1);
    request.query.emplace_back(percentDecoded(std::string_view(pair).substr(0, equal), true),
                               percentDecoded(value, true));
  }
}

std::string_view HttpRequest::header(std::string_view lowerName) const {
  for (const auto& [name, value] : headers) {
    if (name == lowerName) return value;
  }
  return {};
}

std::string_view HttpRequest::queryValue(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace footplate::os
