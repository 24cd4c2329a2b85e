#include "lsp/sent_tokens.h"

#include <utility>

namespace footplate::lsp {

std::string SentTokens::remember(const std::string& uri, Data data) {
  const std::lock_guard lock(mutex_);
  Sent& sent = sent_[uri];
  sent = {std::to_string(++last_), std::move(data)};
  return sent.id;
}

SentTokens::Data SentTokens::find(const std::string& uri, const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = sent_.find(uri);
  return found != sent_.end() && found->second.id == id ? found->second.data : nullptr;
}

void SentTokens::forget(const std::string& uri) {
  const std::lock_guard lock(mutex_);
  sent_.erase(uri);
}

}  // namespace footplate::lsp
