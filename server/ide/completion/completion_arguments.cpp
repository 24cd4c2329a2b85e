#include <algorithm>

#include "base/strings.h"
#include "ide/arguments/argument_at.h"
#include "ide/arguments/argument_fixes.h"
#include "ide/arguments/argument_match.h"
#include "ide/arguments/argument_values.h"
#include "ide/completion/completion_parts.h"
#include "ide/schema_words.h"

// Behind a script: the arguments it takes and does not have yet, and the values of one.

namespace footplate::ide {
namespace {

using python::Argument;

// The word that is being typed, or the empty place where one would begin.
struct TypedWord {
  Span span;
  std::string text;
  const ShellWord* word = nullptr;    // null for an empty place
  const ShellWord* before = nullptr;  // the word before it; null right behind the script
};

// Whether one command goes on over what is between two of its words: `lineEnds` of them part it, but for
// those that a backslash takes away.
bool isGap(std::string_view text, std::ptrdiff_t lineEnds) {
  return text.find_first_not_of(" \t\r\n\\") == std::string_view::npos &&
         (std::ranges::count(text, '\n') < lineEnds || text.find('\\') != std::string_view::npos);
}

// Where in the invocation the cursor is; nothing when it is in another command.
std::optional<TypedWord> typedWord(const Invocation& one, const Document& document, Offset at) {
  TypedWord typed{{at, at}, "", nullptr, nullptr};
  Offset before = one.scriptSpan.end;
  for (const ShellWord& word : one.words) {
    if (word.span.begin <= at && at <= word.span.end) {
      typed.span = word.span;
      typed.text = word.text;
      typed.word = &word;
      return typed;
    }
    if (word.span.begin > at) break;
    typed.before = &word;
    before = word.span.end;
  }
  if (!one.scriptIsWord && typed.before == nullptr) return typed;
  if (before >= at) return {};
  const std::string_view gap = std::string_view(*document.text).substr(before, at - before);
  // Other texts join their lines, but not over an empty one.
  if (!isGap(gap, one.text.style() == yaml::Style::literal ? 1 : 2)) return {};
  return typed;
}

// The item of a list that the cursor is in, or where one would begin.
TypedWord typedItem(const Invocation& one, const CompletionRequest& request) {
  TypedWord typed{request.place.replace, "", nullptr, nullptr};
  for (const ShellWord& word : one.words) {
    if (request.place.node.isScalar() && word.span == request.place.node.span()) {
      typed.span = word.span;
      typed.text = word.text;
      typed.word = &word;
      return typed;
    }
    if (word.span.begin > request.at) break;
    typed.before = &word;
  }
  return typed;
}

// An empty line of a folded text parts two commands until something is typed in it: the flags below belong to
// what stands above.
void takeFlagsBelow(Invocation& one, const CompletionRequest& request) {
  const std::string_view text = *request.document.text;
  const yaml::Style style = one.text.style();
  const bool joins = style == yaml::Style::folded || style == yaml::Style::plain;
  const Offset last = one.words.empty() ? one.scriptSpan.end : one.words.back().span.end;
  if (!joins || !one.scriptIsWord || last > request.at) return;
  for (ShellCommand& below : shellCommands(one.text)) {
    const ShellWord& first = below.words.front();
    if (first.span.begin < request.at) continue;
    const std::string_view gap = text.substr(request.at, first.span.begin - request.at);
    if (below.newLine && first.text.starts_with("-") && isGap(gap, 2))
      one.words.insert(one.words.end(), below.words.begin(), below.words.end());
    return;
  }
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
    if (typed_.text.starts_with("-") && equals != std::string::npos) return joinedValue(equals);
    if (!typed_.text.starts_with("-")) {
      if (const Argument* argument = wantsValue()) {
        values(*argument, false);
        // Behind a flag that has its value still to come stands no other one.
        if (typed_.before != nullptr && argument->least > 0 && isLast(*argument)) return;
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

  // Whether the word before is the flag of the argument.
  bool isLast(const Argument& argument) const {
    return std::ranges::any_of(match_.flags, [&](const GivenFlag& flag) {
      return flag.argument == &argument && flag.word == typed_.before;
    });
  }

  bool wantsCommand() const {
    if (!invocation_.arguments->takesCommand || match_.lost) return false;
    if (match_.command != nullptr) return match_.command->span == typed_.span;
    return match_.positionals.size() == invocation_.arguments->commandAt;
  }

  void commands() {
    for (const python::Command& command : invocation_.arguments->commands)
      add(command.names.front(), CompletionKind::enumMember, command.names.front());
  }

  // The value behind "--flag=".
  void joinedValue(std::size_t equals) {
    const Argument* argument = invocation_.arguments->find(typed_.text.substr(0, equals));
    const std::vector<Offset>& places = typed_.word->places;
    if (argument == nullptr || equals >= places.size() || places[equals] >= request_.at) return;
    const std::size_t had = items_.size();
    values(*argument, true);
    for (std::size_t i = had; i < items_.size(); ++i) {
      items_[i].replace = {places[equals] + 1, places.back() + 1};
      items_[i].insertText = items_[i].label;
    }
  }

  bool isItem() const { return invocation_.text.isSequence(); }

  CompletionItem& add(const std::string& label, CompletionKind kind, std::string insert) {
    CompletionItem item;
    if (isItem()) item = valueItem(request_, label, quotedIfNeeded(label, request_.place.flow));
    item.kind = kind;
    item.label = item.filterText = label;
    if (!isItem()) {
      item.replace = typed_.span;
      item.insertText = std::move(insert);
    }
    return items_.emplace_back(std::move(item));
  }

  void flag(const Argument& argument) {
    // A half-typed flag may be read as the abbreviation of this one.
    const bool isGiven = std::ranges::any_of(match_.flags, [&](const GivenFlag& given) {
      return given.argument == &argument && given.word != typed_.word;
    });
    const bool asksForHelp = argument.path.empty();
    if (argument.positional() || asksForHelp || (isGiven && !argument.repeats)) return;
    const std::string& name = argument.title();
    const std::string binding = argument.most > 0 ? bindingFor(argument, choices_) : "";
    const std::string gap = argument.most > 0 && typed_.text != name ? " " : "";
    // Between brackets a property would be taken for a key.
    const CompletionKind kind = isItem() ? CompletionKind::value : CompletionKind::property;
    CompletionItem& item = add(name, kind, name + gap + binding);
    item.detail = argument.required ? "required" : argument.most == 0 ? "no value" : typeWords(argument.type);
    item.documentation = argumentWords(argument);
    item.completeAgain = binding.empty() && argument.most > 0 && !isItem();
    item.sortText = (argument.required ? "0" : "1") + name;
  }

  void values(const Argument& argument, bool joined) {
    for (const std::string& choice : argument.choices) {
      const bool plain =
          choice.find_first_of(" \t'\"$`\\&|;<>()*?[]#") == std::string::npos && !choice.empty();
      const bool whole = isItem() && !joined;
      if (plain || whole) add(choice, CompletionKind::enumMember, choice).sortText = "1" + choice;
    }
    const std::string best = bindingFor(argument, choices_);
    for (const BindingChoice& choice : choices_) {
      const std::string binding = "${{" + choice.path + "}}";
      if (choice.path.starts_with("parent.")) continue;
      add(binding, CompletionKind::variable, binding).sortText = (binding == best ? "0" : "2") + binding;
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

// The list that the cursor is in, at an item or where one would begin.
yaml::Node listAt(const Place& place) {
  if (!place.value) return {};
  const yaml::Node list = place.node.isSequence() ? place.node : place.node.parent();
  return list.isSequence() ? list : yaml::Node();
}

// The scalar the cursor is in, or behind; none where the next key of its mapping would stand.
yaml::Node commandAt(const CompletionRequest& request) {
  const yaml::Node node = request.place.node;
  const bool isEmpty = request.place.value && node.isNull() && node.entryKey();
  if (node.isScalar() || isEmpty) return node;
  const std::string& text = *request.document.text;
  Offset at = request.at;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  if (at > 1 && text[at - 1] == '\n' && text[at - 2] == '\r') --at;
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
  const yaml::Node list = listAt(request.place);
  const yaml::Node node = list ? list : commandAt(request);
  const bool isEmpty = node.isNull();
  if ((!node.isScalar() && !list && !isEmpty) || node.isKey() || beforeWords(request)) return false;
  // A command before the script it belongs to.
  std::vector<Invocation> all = invocationsOf(node, request.document, request.workspace);
  std::ranges::reverse(all);
  for (Invocation& one : all) {
    if (one.text.isSequence() && !list) continue;
    takeFlagsBelow(one, request);
    auto typed = list ? std::optional(typedItem(one, request)) : typedWord(one, request.document, request.at);
    if (!typed) continue;
    ArgumentCompletion(request, one, std::move(*typed), items).run();
    if (list || isEmpty) writeInBrackets(request, items);
    return !items.empty();
  }
  return false;
}

}  // namespace footplate::ide
