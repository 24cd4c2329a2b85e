#include "os/http_target.h"

#include "base/strings.h"
#include "base/uri.h"

namespace footplate::os {

namespace {

// Of a query, where '+' is a blank.
std::string queryText(std::string_view text) {
  return percentDecoded(replaceAll(std::string(text), "+", " "));
}

}  // namespace

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
  request.path = percentDecoded(target.substr(0, question));
  if (question == std::string_view::npos) return;
  for (const std::string& pair : split(target.substr(question + 1), '&')) {
    if (pair.empty()) continue;
    const std::size_t equal = pair.find('=');
    const std::string_view value =
        equal == std::string::npos ? std::string_view() : std::string_view(pair).substr(equal + 1);
    request.query.emplace_back(queryText(std::string_view(pair).substr(0, equal)), queryText(value));
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
