#include "ide/arguments/argument_fixes.h"

#include "base/strings.h"

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

}  // namespace

std::string bindingFor(const Argument& argument, const std::vector<BindingChoice>& choices) {
  for (const BindingChoice& choice : choices) {
    const std::string name = choice.path.substr(choice.path.find('.') + 1);
    if (!choice.path.starts_with("parent.") && comparable(name) == comparable(argument.name))
      return "${{" + choice.path + "}}";
  }
  return {};
}

std::optional<schema::Fix> addArgumentFix(const Document& document, const Invocation& invocation,
                                          const Argument& argument, const Unit* where, Scopes& scopes) {
  if (argument.positional() || invocation.end == Span{} || !takesBraces(invocation.text)) return {};
  std::string words = argument.title();
  if (argument.most > 0) {
    const std::string binding = where == nullptr ? "" : bindingFor(argument, bindingChoices(scopes, *where));
    const std::string value = !binding.empty()            ? binding
                              : !argument.choices.empty() ? argument.choices.front()
                                                          : "${{inputs." + argument.name + "}}";
    words += " " + value;
  }
  return schema::Fix{"add '" + words + "'", {{invocation.end, gapBefore(document, invocation) + words}}};
}

}  // namespace footplate::ide
