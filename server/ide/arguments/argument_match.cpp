#include "ide/arguments/argument_match.h"

#include <algorithm>
#include <array>

namespace footplate::ide {
namespace {

using python::Argument;
using python::Arguments;

// A word that is read as a flag: "-x", "--x", but not "-", "-1", "-.5" or a quoted "-a b".
bool isFlag(const ShellWord& word) {
  if (word.text.size() < 2 || word.text[0] != '-' || word.literal < 2) return false;
  const char second = word.text[1];
  const bool quoted = word.text.find(' ') < word.text.find('=') && word.text.find(' ') < word.literal;
  return !(second >= '0' && second <= '9') && second != '.' && word.text != "--" && !quoted;
}

// Dashes that editors and web pages write for "--" and "-".
constexpr std::array<std::string_view, 6> longDashes{"—", "–", "―", "‐", "‑", "−"};

// How many bytes of dashes a text begins with; 0 when all of them are plain.
std::size_t longDashLength(std::string_view text) {
  std::size_t length = 0;
  bool isLong = false;
  while (length < text.size()) {
    const std::string_view rest = text.substr(length);
    const auto dash =
        std::ranges::find_if(longDashes, [rest](std::string_view one) { return rest.starts_with(one); });
    if (dash == longDashes.end() && rest.front() != '-') break;
    isLong = isLong || dash != longDashes.end();
    length += dash == longDashes.end() ? 1 : dash->size();
  }
  return isLong ? length : 0;
}

class Matcher {
 public:
  Matcher(const Invocation& invocation, Span typed)
      : invocation_(invocation), words_(invocation.words), typed_(typed) {}

  ArgumentMatch run() {
    while (at_ < words_.size() && match_.command == nullptr && !match_.lost) {
      const ShellWord& word = words_[at_];
      if (endsFlags(word) && !endOfFlags_) {
        endOfFlags_ = true;
        ++at_;
      } else if (isAnyFlag(word) && !endOfFlags_) {
        flag(word);
      } else {
        // An unquoted binding may bring several words, flags among them.
        if (!word.isLiteral() && word.literal == 0) match_.open = true;
        const Arguments& arguments = *invocation_.arguments;
        if (arguments.takesCommand && match_.positionals.size() == arguments.commandAt) {
          match_.command = &word;
        } else {
          match_.positionals.push_back(&word);
          if (!match_.open) match_.certain = match_.positionals.size();
        }
        ++at_;
      }
    }
    return std::move(match_);
  }

 private:
  // What is typed may yet become a flag.
  bool endsFlags(const ShellWord& word) const { return word.text == "--" && word.span != typed_; }

  // The flag of the script that a word with long dashes stands for, "" for other words.
  std::string meantFlag(const ShellWord& word) const {
    const std::size_t dashes = longDashLength(word.text);
    if (dashes == 0) return {};
    const std::size_t end = std::min(word.text.find('='), word.text.size());
    if (end <= dashes || word.literal < end) return {};
    for (const char* plain : {"--", "-"}) {
      const std::string flag = plain + word.text.substr(dashes, end - dashes);
      if (invocation_.arguments->find(flag) != nullptr) return flag;
    }
    return {};
  }

  bool isAnyFlag(const ShellWord& word) const { return isFlag(word) || !meantFlag(word).empty(); }

  void flag(const ShellWord& word) {
    ++at_;
    GivenFlag given;
    given.word = &word;
    const std::size_t equals = word.text.find('=');
    const std::size_t length = std::min(equals, word.text.size());
    if (word.literal < length) {
      match_.open = true;
      skipValues();
      return;
    }
    given.name = word.text.substr(0, length);
    given.span = word.part(0, length);
    given.argument = invocation_.arguments->find(given.name);
    given.meant = meantFlag(word);
    given.joined = equals != std::string::npos;
    if (given.joined)
      given.values.push_back(
          {word.text.substr(length + 1), word.part(length + 1, word.text.size()), word.isLiteral()});
    const bool shortOnes =
        given.argument == nullptr && given.meant.empty() && word.text.size() > 2 && word.text[1] != '-';
    if (shortOnes && shortFlags(given)) return;
    if (given.argument == nullptr) {
      match_.lost = invocation_.arguments->takesCommand;
      skipValues();
    } else if (!given.joined) {
      takeValues(given);
    }
    match_.flags.push_back(std::move(given));
  }

  // "-xvf" and "-n5": flags of one letter written together. The first must be known.
  bool shortFlags(GivenFlag& given) {
    const Argument* first = invocation_.arguments->find(given.name.substr(0, 2));
    if (first == nullptr) return false;
    given.argument = first;
    given.name = given.name.substr(0, 2);
    if (first->most == 0) {
      for (std::size_t i = 2; i < given.word->text.size(); ++i) {
        const Argument* more = invocation_.arguments->find(std::string("-") + given.word->text[i]);
        if (more == nullptr || more->most != 0) match_.open = true;
        if (more != nullptr) match_.flags.push_back({given.word, "", given.word->span, more, {}, true, {}});
      }
    }
    given.joined = true;
    match_.flags.push_back(std::move(given));
    return true;
  }

  void takeValues(GivenFlag& given) {
    const Argument& argument = *given.argument;
    const bool dashes = invocation_.arguments->takesDashes && argument.least == argument.most;
    while (at_ < words_.size() && given.values.size() < argument.most) {
      const ShellWord& word = words_[at_];
      if (!dashes && (endsFlags(word) || isAnyFlag(word))) return;
      given.values.push_back({word.text, word.part(0, word.text.size()), word.isLiteral()});
      ++at_;
    }
  }

  // What stands behind a flag that is not known is most likely its value.
  void skipValues() {
    while (at_ < words_.size() && !isAnyFlag(words_[at_]) && !endsFlags(words_[at_])) ++at_;
  }

  const Invocation& invocation_;
  const std::vector<ShellWord>& words_;
  Span typed_;
  std::size_t at_ = 0;
  bool endOfFlags_ = false;
  ArgumentMatch match_;
};

}  // namespace

bool ArgumentMatch::gives(const Argument& argument) const {
  return std::ranges::any_of(flags, [&](const GivenFlag& flag) { return flag.argument == &argument; });
}

ArgumentMatch matchArguments(const Invocation& invocation, Span typed) {
  return Matcher(invocation, typed).run();
}

}  // namespace footplate::ide
