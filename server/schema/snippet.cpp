#include "schema/snippet.h"

#include "base/strings.h"

namespace footplate::schema {
namespace {

class Flattener {
 public:
  explicit Flattener(std::string_view text) : text_(text) {}

  // Up to the end, or to the `}` that closes a stop.
  std::string body(bool inStop) {
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size()) {
        out += text_[at_ + 1];
        at_ += 2;
      } else if (c == '}' && inStop) {
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
  // At a `$`: "$1", "${1}", "${1:text}", "${1|a,b|}"; a dollar that begins none of them is itself.
  std::string stop() {
    std::size_t next = at_ + 1;
    const bool braced = next < text_.size() && text_[next] == '{';
    if (braced) ++next;
    const std::size_t digits = next;
    while (next < text_.size() && isDigit(text_[next])) ++next;
    if (next == digits) {
      ++at_;
      return "$";
    }
    at_ = next;
    if (!braced || at_ >= text_.size()) return {};
    if (text_[at_] == '|') return firstChoice();
    if (text_[at_] == ':') ++at_;
    return body(true);
  }

  std::string firstChoice() {
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find("|}", begin);
    const std::string_view choices = text_.substr(begin, end == std::string_view::npos ? end : end - begin);
    at_ = end == std::string_view::npos ? text_.size() : end + 2;
    return std::string(choices.substr(0, choices.find(',')));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string flattenSnippet(std::string_view snippet) {
  return Flattener(snippet).body(false);
}

}  // namespace footplate::schema
