// A snippet as an editor would show it before the first tab stop is filled: its marks taken out.
#pragma once

#include <string>
#include <string_view>

namespace footplate::test {

class SnippetReader {
 public:
  explicit SnippetReader(std::string_view text) : text_(text) {}

  std::string body(bool nested) {
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size()) {
        out += text_[at_ + 1];
        at_ += 2;
      } else if (nested && c == '}') {
        ++at_;
        return out;
      } else if (c == '$') {
        out += stop();
      } else {
        out += c;
        ++at_;
      }
    }
    return out;
  }

 private:
  static bool digit(char c) { return c >= '0' && c <= '9'; }

  // "$1", "${1}", "${1:words}", "${1|a,b|}"
  std::string stop() {
    ++at_;
    const bool braces = at_ < text_.size() && text_[at_] == '{';
    if (braces) ++at_;
    while (at_ < text_.size() && digit(text_[at_])) ++at_;
    if (!braces) return {};
    if (at_ < text_.size() && text_[at_] == ':') {
      ++at_;
      return body(true);
    }
    if (at_ < text_.size() && text_[at_] == '|') return choice();
    ++at_;
    return {};
  }

  std::string choice() {
    const std::size_t close = text_.find("|}", at_);
    const std::string_view choices = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 2;
    return std::string(choices.substr(0, choices.find(',')));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline std::string flatSnippet(std::string_view text) {
  return SnippetReader(text).body(false);
}

}  // namespace footplate::test
