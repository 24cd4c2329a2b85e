#include "ide/arguments/argument_match.h"

#include <algorithm>

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

class Matcher {
 public:
  explicit Matcher(const Invocation& invocation) : invocation_(invocation), words_(invocation.words) {}

  ArgumentMatch run() {
    while (at_ < words_.size() && match_.command == nullptr && !match_.lost) {
      const ShellWord& word = words_[at_];
      if (word.text == "--" && !endOfFlags_) {
        endOfFlags_ = true;
        ++at_;
      } else if (isFlag(word) && !endOfFlags_) {
        flag(word);
      } else {
        // An unquoted binding may bring several words, flags among them.
        if (!word.isLiteral() && word.literal == 0) match_.open = true;
        const Arguments& arguments = *invocation_.arguments;
        if (arguments.takesCommand && match_.positionals.size() == arguments.commandAt) {
          match_.command = &word;
        } else {
          match_.positionals.push_back(&word);
        }
        ++at_;
      }
    }
    return std::move(match_);
  }

 private:
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
    given.joined = equals != std::string::npos;
    if (given.joined)
      given.values.push_back(
          {word.text.substr(length + 1), word.part(length + 1, word.text.size()), word.isLiteral()});
    const bool shortOnes = given.argument == nullptr && word.text.size() > 2 && word.text[1] != '-';
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
        if (more != nullptr) match_.flags.push_back({given.word, "", given.word->span, more, {}, true});
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
      if (!dashes && (word.text == "--" || isFlag(word))) return;
      given.values.push_back({word.text, word.part(0, word.text.size()), word.isLiteral()});
      ++at_;
    }
  }

  // What stands behind a flag that is not known is most likely its value.
  void skipValues() {
    while (at_ < words_.size() && !isFlag(words_[at_]) && words_[at_].text != "--") ++at_;
  }

  const Invocation& invocation_;
  const std::vector<ShellWord>& words_;
  std::size_t at_ = 0;
  bool endOfFlags_ = false;
  ArgumentMatch match_;
};

}  // namespace

bool ArgumentMatch::gives(const Argument& argument) const {
  return std::ranges::any_of(flags, [&](const GivenFlag& flag) { return flag.argument == &argument; });
}

ArgumentMatch matchArguments(const Invocation& invocation) {
  return Matcher(invocation).run();
}

}  // namespace footplate::ide
