#include "store/where_words.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace footplate::store {

namespace {

using Kind = WhereWord::Kind;

bool isSpace(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

bool isWordCharacter(char c) {
  constexpr std::string_view others = "_-./@:+%*#$\\[]{}?^";
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || others.find(c) != std::string_view::npos ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

// What people write who know another language, and what it is called here.
constexpr std::pair<std::string_view, const char*> strangers[] = {
    {"&&", "'&&' is written AND"},
    {"||", "'||' is written OR"},
    {"=~", "'=~' is written LIKE '%text%'"},
    {"!~", "'!~' is written NOT LIKE '%text%'"},
    {"~", "'~' is written LIKE '%text%'"},
    {"!", "'!' is written NOT"},
    {";", "there is one condition; ';' joins none, AND and OR do"},
};

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  Result<std::vector<WhereWord>> cut() {
    while (skipSpace()) {
      if (auto read = readOne(); !read) return fail(read.error());
    }
    words_.push_back({Kind::end, "", text_.size(), text_.size()});
    return std::move(words_);
  }

 private:
  bool skipSpace() {
    while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  void add(Kind kind, std::string text, std::size_t begin) {
    words_.push_back({kind, std::move(text), begin, at_});
  }

  Result<void> readOne() {
    const char c = text_[at_];
    if (c == '\'' || c == '"' || c == '`') return readQuoted(c);
    if (isWordCharacter(c)) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && isWordCharacter(text_[at_])) ++at_;
      add(Kind::word, std::string(text_.substr(begin, at_ - begin)), begin);
      return {};
    }
    const std::string_view rest = text_.substr(at_);
    for (const std::string_view sign : {"==", "!=", "<>", "<=", ">="}) {
      if (rest.starts_with(sign)) return readSign(sign);
    }
    for (const auto& [sign, remedy] : strangers) {
      if (rest.starts_with(sign)) return fail(whereProblem(text_, at_, remedy));
    }
    for (const std::string_view sign : {"=", "<", ">", "(", ")", ","}) {
      if (rest.starts_with(sign)) return readSign(sign);
    }
    return fail(whereProblem(text_, at_,
                             "the character '" + std::string(1, c) + "' stands only inside quotes: 'text'"));
  }

  Result<void> readSign(std::string_view sign) {
    const std::size_t begin = at_;
    at_ += sign.size();
    add(Kind::sign, std::string(sign), begin);
    return {};
  }

  Result<void> readQuoted(char quote) {
    const std::size_t begin = at_++;
    std::string value;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] != quote) {
        value += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == quote) {
        value += text_[at_++];
      } else {
        ++at_;
        add(quote == '`' ? Kind::name : Kind::text, std::move(value), begin);
        return {};
      }
    }
    return fail(whereProblem(text_, begin,
                             std::string("the quote ") + quote + " has no end; close it with " + quote));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<WhereWord> words_;
};

}  // namespace

Result<std::vector<WhereWord>> cutWhere(std::string_view text) {
  return Cutter(text).cut();
}

Error whereProblem(std::string_view text, std::size_t at, const std::string& what) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto column =
      1 + std::count_if(before.begin(), before.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return {ErrorCode::usage, "reading the condition '" + std::string(text) + "' at column " +
                                std::to_string(column) + ": " + what};
}

}  // namespace footplate::store
