#include "ide/arguments/argument_fixes.h"

#include "base/strings.h"
#include "ide/arguments/argument_values.h"
#include "ide/bindings/binding_uses.h"

namespace footplate::ide {
namespace {

using python::Argument;
using yaml::Node;
using yaml::Style;

std::string comparable(std::string_view name) {
  return toLower(replaceAll(std::string(name), "-", "_"));
}

// Whether "${{…}}" may be written into the scalar as it is quoted.
bool takesBraces(Node text) {
  if (!text.isPlain()) return true;
  for (Node up = text.parent(); up; up = up.parent()) {
    if (up.flow()) return false;
  }
  return true;
}

// What goes between the last word and the new one: a blank, or a new line like the last flag's.
std::string gapBefore(const Document& document, const Invocation& invocation) {
  if (!invocation.scriptIsWord || invocation.words.empty() || invocation.beforeCommand) return " ";
  const std::string& text = *document.text;
  const LineIndex& lines = document.yaml().lines();
  const Offset last = invocation.words.back().span.end;
  const Offset start = lines.lineStart(lines.lineOf(last));
  const std::size_t first = text.find_first_not_of(" \t", start);
  if (start <= invocation.scriptSpan.begin || first == std::string::npos || text[first] != '-') return " ";
  const bool literal = invocation.text.style() == Style::literal;
  const bool plain = invocation.text.style() == Style::plain || invocation.text.style() == Style::folded;
  if (!literal && !plain) return " ";
  const std::string previous(trim(std::string_view(text).substr(0, start)));
  const std::string gap = "\n" + text.substr(start, first - start);
  if (previous.ends_with("\\")) return " \\" + gap;
  return literal ? " " : gap;
}

// A name that says that a path is wanted: "--data-dir", "--train_file".
bool soundsLikePath(const Argument& argument) {
  for (const std::string& word : split(comparable(argument.name), '_')) {
    if (isOneOf(word, {"data", "dataset", "dir", "directory", "folder", "file", "path", "input", "csv"}))
      return true;
  }
  return false;
}

// The inputs and search spaces of a unit that no expression of the document names.
class UnreadInputs {
 public:
  UnreadInputs(ReadNames& read, Scopes& scopes, const Unit& where)
      : read_(read), scopes_(scopes), where_(where) {}

  // "${{inputs.cifar}}": those that the argument could take, a few at most.
  std::vector<std::string> thatFit(const Argument& argument,
                                   const std::vector<BindingChoice>& choices) const {
    std::vector<std::string> fitting;
    for (const BindingChoice& choice : choices) {
      const std::string binding = "${{" + choice.path + "}}";
      if (!isCandidate(choice) || !fits(argument, choice.binding)) continue;
      if (read_.has(definitionOf(scopes_, choice.binding))) continue;
      if (bindingFault(argument, binding, where_, scopes_)) continue;
      fitting.push_back(binding);
      if (fitting.size() == mostOffered) break;
    }
    return fitting;
  }

 private:
  static constexpr std::size_t mostOffered = 3;

  // What may be left out cannot stand outside of "$[[ … ]]".
  static bool isCandidate(const BindingChoice& choice) {
    const Binding& binding = choice.binding;
    const bool given = binding.what == Definition::What::input || binding.what == Definition::What::search;
    return given && !choice.path.starts_with("parent.") && binding.port != nullptr && !binding.port->optional;
  }

  bool fits(const Argument& argument, const Binding& binding) const {
    if (binding.what == Definition::What::search) return !soundsLikePath(argument);
    const PortType type = resolvedType(scopes_, *binding.unit, *binding.port);
    if (!argument.choices.empty() && type.group == PortType::Group::data)
      return false;  // no path is one of them
    if (argument.type == python::ValueType::text)
      return !soundsLikePath(argument) || type.group == PortType::Group::data;
    const bool isNumber = type.name == "integer" || type.name == "number";
    return argument.type == python::ValueType::boolean ? type.name == "boolean" : isNumber;
  }

  ReadNames& read_;
  Scopes& scopes_;
  const Unit& where_;
};

}  // namespace

std::string bindingFor(const Argument& argument, const std::vector<BindingChoice>& choices) {
  for (const BindingChoice& choice : choices) {
    const std::string name = choice.path.substr(choice.path.find('.') + 1);
    if (!choice.path.starts_with("parent.") && comparable(name) == comparable(argument.name))
      return "${{" + choice.path + "}}";
  }
  return {};
}

bool ReadNames::has(const Definition& definition) {
  // What is defined in another file may be read there.
  if (!definition || definition.holder) return true;
  if (!keys_) {
    keys_.emplace();
    for (const BindingUse& use : bindingUses(document_, workspace_)) {
      if (!use.isDefinition && !use.definition.holder) keys_->insert(use.definition.key.id());
    }
  }
  return keys_->contains(definition.key.id());
}

std::vector<schema::Fix> addArgumentFixes(const Document& document, const Invocation& invocation,
                                          const Argument& argument, const Unit* where, Scopes& scopes,
                                          ReadNames& read) {
  if (argument.positional() || invocation.end == Span{} || !takesBraces(invocation.text)) return {};
  const std::string gap = gapBefore(document, invocation);
  const auto add = [&](const std::string& value, bool isChoice) {
    const std::string words = argument.title() + (value.empty() ? "" : " " + value);
    return schema::Fix{"add '" + words + "'", {{invocation.end, gap + words}}, isChoice};
  };
  if (argument.most == 0) return {add("", false)};
  const std::vector<BindingChoice> choices =
      where == nullptr ? std::vector<BindingChoice>() : bindingChoices(scopes, *where);
  if (const std::string binding = bindingFor(argument, choices); !binding.empty())
    return {add(binding, false)};
  std::vector<schema::Fix> fixes;
  if (where != nullptr) {
    for (const std::string& binding : UnreadInputs(read, scopes, *where).thatFit(argument, choices))
      fixes.push_back(add(binding, true));
  }
  // Where nothing fits, the flag alone: its value is still to be typed.
  if (fixes.empty()) fixes.push_back(add(argument.choices.empty() ? "" : argument.choices.front(), true));
  return fixes;
}

}  // namespace footplate::ide
