#include <algorithm>

#include "base/strings.h"
#include "ide/arguments/argument_at.h"
#include "ide/arguments/argument_fixes.h"
#include "ide/arguments/argument_match.h"
#include "ide/arguments/argument_values.h"
#include "ide/completion/completion_parts.h"

// Behind a script: the arguments it takes and does not have yet, and the values of one.

namespace footplate::ide {
namespace {

using python::Argument;

// The word that is being typed, or the empty place where one would begin.
struct TypedWord {
  Span span;
  std::string text;
  const ShellWord* before = nullptr;  // the word before it; null right behind the script
};

bool isGap(std::string_view text, bool linesEnd) {
  return text.find_first_not_of(" \t\r\n\\") == std::string_view::npos &&
         (!linesEnd || text.find('\n') == std::string_view::npos ||
          text.find('\\') != std::string_view::npos);
}

// Where in the invocation the cursor is; nothing when it is in another command.
std::optional<TypedWord> typedWord(const Invocation& one, const Document& document, Offset at) {
  TypedWord typed{{at, at}, "", nullptr};
  Offset before = one.scriptSpan.end;
  for (const ShellWord& word : one.words) {
    if (word.span.begin <= at && at <= word.span.end) {
      typed.span = word.span;
      typed.text = word.text;
      return typed;
    }
    if (word.span.begin > at) break;
    typed.before = &word;
    before = word.span.end;
  }
  if (!one.scriptIsWord && typed.before == nullptr) return typed;
  if (before >= at) return {};
  const std::string_view gap = std::string_view(*document.text).substr(before, at - before);
  if (!isGap(gap, one.text.style() == yaml::Style::literal)) return {};
  return typed;
}

class ArgumentCompletion {
 public:
  ArgumentCompletion(const CompletionRequest& request, const Invocation& invocation, TypedWord typed,
                     CompletionItems& items)
      : request_(request),
        invocation_(invocation),
        typed_(std::move(typed)),
        match_(matchArguments(invocation, typed_.span)),
        scopes_(request.document, request.workspace),
        items_(items) {
    if (const Unit* where = scopes_.unitAt(invocation.text)) choices_ = bindingChoices(scopes_, *where);
  }

  void run() {
    if (match_.command != nullptr && match_.command->span.end < typed_.span.begin) return;
    const std::size_t equals = typed_.text.find('=');
    if (typed_.text.starts_with("-") && equals != std::string::npos) {
      const Argument* argument = invocation_.arguments->find(typed_.text.substr(0, equals));
      const Offset begin = typed_.span.begin + static_cast<Offset>(equals) + 1;
      if (argument != nullptr && begin <= request_.at) values(*argument, {begin, typed_.span.end});
      return;
    }
    if (!typed_.text.starts_with("-")) {
      if (const Argument* argument = wantsValue()) {
        values(*argument, typed_.span);
      } else if (wantsCommand()) {
        commands();
      }
      if (!items_.empty() || !typed_.text.empty()) return;
    }
    for (const Argument& argument : invocation_.arguments->all) flag(argument);
  }

 private:
  // The argument whose value is typed here.
  const Argument* wantsValue() const {
    for (const GivenFlag& flag : match_.flags) {
      if (flag.argument == nullptr || flag.joined || flag.argument->most == 0) continue;
      if (flag.word == typed_.before) return flag.argument;
      const bool among = std::ranges::any_of(
          flag.values, [&](const GivenValue& value) { return value.span.begin == typed_.span.begin; });
      if (among) return flag.argument;
    }
    return nullptr;
  }

  bool wantsCommand() const {
    if (!invocation_.arguments->takesCommand || match_.lost) return false;
    if (match_.command != nullptr) return match_.command->span == typed_.span;
    return match_.positionals.size() == invocation_.arguments->commandAt;
  }

  void commands() {
    for (const python::Command& command : invocation_.arguments->commands)
      add(command.names.front(), CompletionKind::enumMember, typed_.span, command.names.front());
  }

  CompletionItem& add(std::string label, CompletionKind kind, Span replace, std::string insert) {
    CompletionItem item;
    item.kind = kind;
    item.filterText = label;
    item.label = std::move(label);
    item.replace = replace;
    item.insertText = std::move(insert);
    return items_.emplace_back(std::move(item));
  }

  void flag(const Argument& argument) {
    // A half-typed flag may be read as the abbreviation of this one.
    const bool isGiven = std::ranges::any_of(match_.flags, [&](const GivenFlag& given) {
      return given.argument == &argument && given.span.begin != typed_.span.begin;
    });
    const bool asksForHelp = argument.path.empty();
    if (argument.positional() || asksForHelp || (isGiven && !argument.repeats)) return;
    const std::string& name = argument.title();
    const std::string binding = argument.most > 0 ? bindingFor(argument, choices_) : "";
    const std::string gap = argument.most > 0 && typed_.text != name ? " " : "";
    CompletionItem& item = add(name, CompletionKind::property, typed_.span, name + gap + binding);
    item.detail = argument.required ? "required" : argument.most == 0 ? "no value" : typeWords(argument.type);
    item.documentation = argumentWords(argument);
    item.completeAgain = binding.empty() && argument.most > 0;
    item.sortText = (argument.required ? "0" : "1") + name;
  }

  void values(const Argument& argument, Span replace) {
    for (const std::string& choice : argument.choices) {
      const bool plain =
          choice.find_first_of(" \t'\"$`\\&|;<>()*?[]#") == std::string::npos && !choice.empty();
      if (plain) add(choice, CompletionKind::enumMember, replace, choice).sortText = "1" + choice;
    }
    const std::string best = bindingFor(argument, choices_);
    for (const BindingChoice& choice : choices_) {
      const std::string binding = "${{" + choice.path + "}}";
      if (choice.path.starts_with("parent.")) continue;
      add(binding, CompletionKind::variable, replace, binding).sortText =
          (binding == best ? "0" : "2") + binding;
    }
  }

  const CompletionRequest& request_;
  const Invocation& invocation_;
  TypedWord typed_;
  ArgumentMatch match_;
  Scopes scopes_;
  std::vector<BindingChoice> choices_;
  CompletionItems& items_;
};

// The scalar the cursor is in, or behind; none where the next key of its mapping would stand.
yaml::Node commandAt(const CompletionRequest& request) {
  const yaml::Node node = request.place.node;
  if (node.isScalar()) return node;
  const std::string& text = *request.document.text;
  Offset at = request.at;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  if (at == 0) return {};
  const yaml::Node before = request.document.yaml().nodeAt(at - 1);
  const yaml::Node key = before.entryKey();
  const bool isNextKey = request.place.lineStart && key && request.place.indent <= key.indent();
  return isNextKey ? yaml::Node() : before;
}

// In the blanks before what a line of a block holds: a flag typed there would be glued to it, and to the
// left.
bool beforeWords(const CompletionRequest& request) {
  const std::string_view text = *request.document.text;
  const std::size_t lineStart = request.at == 0 ? 0 : text.rfind('\n', request.at - 1) + 1;
  const bool blanksOnly = trim(text.substr(lineStart, request.at - lineStart)).empty();
  const std::size_t next = text.find_first_not_of(' ', request.at);
  return blanksOnly && next != std::string_view::npos && next > request.at && text[next] != '\n' &&
         text[next] != '\r';
}

}  // namespace

bool completeArguments(const CompletionRequest& request, CompletionItems& items) {
  const yaml::Node node = commandAt(request);
  if (!node.isScalar() || node.isKey() || beforeWords(request)) return false;
  // A command before the script it belongs to.
  std::vector<Invocation> all = invocationsOf(node, request.document, request.workspace);
  std::ranges::reverse(all);
  for (const Invocation& one : all) {
    if (auto typed = typedWord(one, request.document, request.at)) {
      ArgumentCompletion(request, one, std::move(*typed), items).run();
      return !items.empty();
    }
  }
  return false;
}

}  // namespace footplate::ide
