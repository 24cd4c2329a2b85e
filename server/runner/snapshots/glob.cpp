// git's reading of a glob, its odd corners included. Going back is only ever to the last `*` of the present
// name and to the last `**`: a name that was matched is never matched again, so the time is bounded by the
// product of the lengths whatever the glob.
#include <algorithm>
#include <optional>

#include "runner/snapshots/ignore_rules.h"

namespace footplate::runner {

namespace {

constexpr std::size_t none = std::string_view::npos;

// Nothing for a name that is no class.
std::optional<bool> isInNamedClass(std::string_view name, unsigned char c) {
  const bool upper = c >= 'A' && c <= 'Z';
  const bool lower = c >= 'a' && c <= 'z';
  const bool digit = c >= '0' && c <= '9';
  if (name == "upper") return upper;
  if (name == "lower") return lower;
  if (name == "alpha") return upper || lower;
  if (name == "digit") return digit;
  if (name == "alnum") return upper || lower || digit;
  if (name == "xdigit") return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  if (name == "space") return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return c < 32 || c == 127;
  if (name == "print") return c >= 32 && c < 127;
  if (name == "graph") return c > 32 && c < 127;
  if (name == "punct") return c > 32 && c < 127 && !(upper || lower || digit);
  return std::nullopt;
}

// A bracket expression; `read` says whether it takes the character.
class Bracket {
 public:
  // `at` is behind the '['.
  Bracket(std::string_view glob, std::size_t at, char text)
      : glob_(glob), at_(at), text_(static_cast<unsigned char>(text)) {}

  // False also for one that is not closed or names an unknown class: such a glob matches nothing.
  bool read() {
    const bool negated = at_ < glob_.size() && (glob_[at_] == '!' || glob_[at_] == '^');
    if (negated) ++at_;
    bool first = true;
    for (; at_ < glob_.size() && (first || glob_[at_] != ']'); first = false) {
      if (!member()) return false;
    }
    if (at_ >= glob_.size()) return false;
    ++at_;
    return matched_ != negated && text_ != '/';
  }
  std::size_t end() const { return at_; }

 private:
  // A named class, a range's second half, or one character.
  bool member() {
    if (glob_.substr(at_).starts_with("[:")) {
      const std::size_t close = glob_.find(']', at_ + 2);
      if (close == none) return false;
      if (close > at_ + 2 && glob_[close - 1] == ':') return namedClass(close);
    }
    const bool isRange = glob_[at_] == '-' && low_ && at_ + 1 < glob_.size() && glob_[at_ + 1] != ']';
    if (isRange) ++at_;
    if (glob_[at_] == '\\' && ++at_ >= glob_.size()) return false;
    const auto c = static_cast<unsigned char>(glob_[at_++]);
    matched_ = matched_ || (isRange ? *low_ <= text_ && text_ <= c : c == text_);
    low_ = isRange ? std::nullopt : std::optional(c);
    return true;
  }

  bool namedClass(std::size_t close) {
    const auto in = isInNamedClass(glob_.substr(at_ + 2, close - at_ - 3), text_);
    matched_ = matched_ || in.value_or(false);
    low_.reset();
    at_ = close + 1;
    return in.has_value();
  }

  std::string_view glob_;
  std::size_t at_;
  unsigned char text_;
  bool matched_ = false;
  std::optional<unsigned char> low_;  // what a '-' would begin a range from
};

class Match {
 public:
  Match(std::string_view glob, std::string_view text) : glob_(glob), text_(text) {}

  bool run() {
    while (true) {
      if (g_ < glob_.size() && glob_[g_] == '*') {
        if (!stars()) return false;
        if (all_) return true;
      } else if (t_ == text_.size()) {
        return g_ == glob_.size();
      } else if (g_ < glob_.size() && one()) {
        if (text_[t_++] == '/') star_ = none;
      } else if (!back()) {
        return false;
      }
    }
  }

 private:
  // One star or several at g_.
  bool stars() {
    const std::size_t begin = g_;
    while (g_ < glob_.size() && glob_[g_] == '*') ++g_;
    const std::string_view rest = glob_.substr(g_);
    const bool isFolders = g_ - begin > 1 && (begin == 0 || glob_[begin - 1] == '/') &&
                           (rest.empty() || rest[0] == '/' || rest.starts_with("\\/"));
    if (!isFolders) {
      star_ = g_;
      starText_ = t_;
      return true;
    }
    all_ = rest.empty();
    if (all_) return true;
    const bool mayBeNone = rest[0] == '/';
    folders_ = g_ += mayBeNone ? 1 : 2;
    foldersText_ = t_;
    star_ = none;
    return mayBeNone || back();
  }

  // Whether what stands at g_ (no star) takes the character at t_; then g_ is behind it.
  bool one() {
    const char c = text_[t_];
    switch (glob_[g_]) {
      case '?':
        ++g_;
        return c != '/';
      case '[': {
        Bracket bracket(glob_, g_ + 1, c);
        if (!bracket.read()) return false;
        g_ = bracket.end();
        return true;
      }
      case '\\':
        if (++g_ == glob_.size()) return false;
        [[fallthrough]];
      default:
        return glob_[g_++] == c;
    }
  }

  // The last star takes one character more, else the last `**` one name more.
  bool back() {
    if (star_ != none && starText_ < text_.size() && text_[starText_] != '/') {
      g_ = star_;
      t_ = ++starText_;
      return true;
    }
    const std::size_t slash = folders_ == none ? none : text_.find('/', foldersText_);
    if (slash == none) return false;
    g_ = folders_;
    t_ = foldersText_ = slash + 1;
    star_ = none;
    return true;
  }

  std::string_view glob_;
  std::string_view text_;
  std::size_t g_ = 0;
  std::size_t t_ = 0;
  std::size_t star_ = none;  // behind the last `*`
  std::size_t starText_ = 0;
  std::size_t folders_ = none;  // behind the last `**/`
  std::size_t foldersText_ = 0;
  bool all_ = false;  // a `**` at the end was reached
};

}  // namespace

bool matchGlob(std::string_view glob, std::string_view text) {
  // git compares what stands before the first wildcard first and reads the rest as a glob of its own: that is
  // why `data/x**/y` reaches into folders and `data/?**/y` does not.
  const std::size_t plain = std::min(glob.find_first_of("*?[\\"), glob.size());
  if (!text.starts_with(glob.substr(0, plain))) return false;
  return Match(glob.substr(plain), text.substr(plain)).run();
}

}  // namespace footplate::runner
