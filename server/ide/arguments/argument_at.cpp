#include "ide/arguments/argument_at.h"

#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/argument_match.h"
#include "ide/arguments/argument_values.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostChoices = 40;
constexpr std::size_t mostArguments = 30;

std::string valueWords(const python::Argument& argument) {
  if (argument.most == 0) return "no value";
  const bool several = argument.most > 1;
  if (argument.type == python::ValueType::text) return several ? "texts" : "text";
  return std::string(typeWords(argument.type)) + (several ? ", several" : "");
}

}  // namespace

std::optional<ArgumentAt> argumentAt(const Document& document, Offset at, const Workspace& workspace) {
  const yaml::Node node = document.yaml().nodeAt(at);
  if (!node.isScalar() || node.isKey()) return {};
  for (const Invocation& one : invocationsOf(node, document, workspace)) {
    for (const GivenFlag& flag : matchArguments(one).flags) {
      if (flag.argument != nullptr && flag.span.touches(at) && !flag.name.empty())
        return ArgumentAt{flag.span, one.arguments, flag.argument};
    }
  }
  return {};
}

std::optional<ArgumentDefinition> argumentDefinition(const Document& document, Offset at,
                                                     const Workspace& workspace) {
  const auto found = argumentAt(document, at, workspace);
  if (!found || found->argument->path.empty()) return {};
  auto text = workspace.read(found->argument->path);
  if (!text || text->size() < found->argument->span.end) return {};
  return ArgumentDefinition{found->flag, found->argument->path, found->argument->span, std::move(text)};
}

std::string argumentList(const python::Arguments& arguments) {
  std::string words;
  for (std::size_t i = 0; i < arguments.all.size() && i < mostArguments; ++i) {
    const python::Argument& one = arguments.all[i];
    words += (i == 0 ? "\n\nArguments:\n" : "") + ("\n- " + codeSpan(one.title())) + ": " + valueWords(one) +
             (one.required ? ", required" : "");
  }
  if (arguments.all.size() > mostArguments) words += "\n- …";
  for (std::size_t i = 0; i < arguments.commands.size() && i < mostArguments; ++i)
    words += (i == 0 ? "\n\nCommands: " : ", ") + codeSpan(arguments.commands[i].names.front());
  return words;
}

std::string argumentWords(const python::Argument& argument) {
  std::string words = "**" +
                      markdownText(argument.positional() ? argument.name : join(argument.flags, ", ")) +
                      "**: " + valueWords(argument) + (argument.required ? ", required" : "");
  if (!argument.help.empty()) words += "\n\n" + markdownText(argument.help);
  if (!argument.choices.empty()) {
    words += "\n\nOne of ";
    for (std::size_t i = 0; i < argument.choices.size() && i < mostChoices; ++i)
      words += (i == 0 ? "" : ", ") + codeSpan(argument.choices[i]);
    if (argument.choices.size() > mostChoices) words += ", …";
  }
  if (!argument.defaultValue.empty()) words += "\n\nDefault: " + codeSpan(argument.defaultValue);
  if (!argument.path.empty()) words += "\n\nFrom `" + fileName(argument.path) + "`";
  return words;
}

}  // namespace footplate::ide
