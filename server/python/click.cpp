#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/strings.h"
#include "python/evaluator.h"

// Functions that click's decorators make commands.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

// "click.option" of a decorator, with or without a call; "" for those that are no name of a library.
std::string decoratorName(Evaluator& evaluator, SyntaxNode decorator) {
  const SyntaxNode named = decorator.is("call") ? decorator.field("function") : decorator;
  const SyntaxNode owner = named.is("attribute") ? named.field("object") : named;
  const Value value = evaluator.eval(owner);
  if (!value.is(Kind::external)) return {};
  return named == owner ? value.dotted : value.dotted + "." + std::string(named.field("attribute").text());
}

bool isName(Evaluator& evaluator, SyntaxNode node, std::string_view builtIn, std::string_view ofClick) {
  if (!node) return false;
  const Value value = evaluator.eval(node);
  if (node.is("identifier") && value.is(Kind::unknown)) return node.text() == builtIn;
  return value.isExternal("click." + std::string(ofClick));
}

void readCalledType(Evaluator& evaluator, SyntaxNode node, Argument& argument) {
  const Call type(node);
  const std::string name = evaluator.eval(node.field("function")).dotted;
  if (name == "click.IntRange") argument.type = ValueType::integer;
  if (name == "click.FloatRange") argument.type = ValueType::number;
  if (name != "click.Choice" || type.positional.empty()) return;
  argument.choices = evaluator.strings(type.positional.front()).value_or(std::vector<std::string>());
  const SyntaxNode exact = type.keyword("case_sensitive");
  argument.ignoreCase = exact && !evaluator.boolean(exact).value_or(false);
}

void readType(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("type");
  if (node.is("call")) return readCalledType(evaluator, node, argument);
  if (node) {
    if (isName(evaluator, node, "int", "INT")) argument.type = ValueType::integer;
    if (isName(evaluator, node, "float", "FLOAT")) argument.type = ValueType::number;
    if (isName(evaluator, node, "bool", "BOOL")) argument.type = ValueType::boolean;
    return;
  }
  const Value value = evaluator.eval(call.keyword("default"));
  if (value.node.is("integer")) argument.type = ValueType::integer;
  if (value.node.is("float")) argument.type = ValueType::number;
  if (value.node.is("true") || value.node.is("false")) argument.type = ValueType::boolean;
}

bool saysTrue(Evaluator& evaluator, const Call& call, std::string_view key) {
  return evaluator.boolean(call.keyword(key)).value_or(false);
}

// How many values; false when that is computed.
bool readNumber(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("nargs");
  if (!node) return true;
  const std::string text(evaluator.eval(node).node.text());
  if (text == "-1") {
    argument.least = 0;
    argument.most = Argument::any;
    return true;
  }
  if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != std::string::npos)
    return false;
  argument.least = argument.most = static_cast<unsigned>(std::stoul(text));
  return true;
}

// "--shout/--no-shout", "-l", "name"; false when a name is computed.
bool readNames(Evaluator& evaluator, const Call& call, Argument& argument, bool& pair) {
  for (SyntaxNode node : call.positional) {
    const auto names = evaluator.string(node);
    if (!names) return false;
    for (const std::string& part : split(*names, '/')) {
      const std::string name(trim(part));
      if (name.starts_with("-")) {
        argument.flags.push_back(name);
      } else if (!name.empty()) {
        argument.name = name;
      }
    }
    pair = pair || names->find('/') != std::string::npos;
  }
  if (argument.name.empty() && !argument.flags.empty()) {
    const std::string& title = argument.title();
    argument.name = replaceAll(title.substr(std::min(title.find_first_not_of('-'), title.size())), "-", "_");
  }
  return !argument.name.empty();
}

void addOption(Evaluator& evaluator, const Value& command, const Call& call, bool positional) {
  Arguments& arguments = evaluator.parser(command).arguments;
  Argument argument;
  bool flag = false;
  const bool named = readNames(evaluator, call, argument, flag);
  if (!named || argument.positional() != positional || !readNumber(evaluator, call, argument) || call.splat) {
    arguments.complete = arguments.certain = false;
    return;
  }
  readType(evaluator, call, argument);
  argument.repeats = saysTrue(evaluator, call, "multiple") || saysTrue(evaluator, call, "count");
  flag = flag || call.keyword("flag_value") || saysTrue(evaluator, call, "count") ||
         (call.keyword("is_flag") && evaluator.boolean(call.keyword("is_flag")).value_or(true));
  if (flag) argument.least = argument.most = 0;
  argument.defaultValue = call.keyword("default").text();
  argument.help = evaluator.string(call.keyword("help")).value_or("");
  const bool filled = call.keyword("default") || call.keyword("envvar") || call.keyword("prompt");
  const SyntaxNode wanted = call.keyword("required");
  argument.required =
      !filled && (wanted ? evaluator.boolean(wanted).value_or(false) : positional && argument.least > 0);
  evaluator.add(command, std::move(argument), call.node);
}

void addFlag(Evaluator& evaluator, const Value& command, const std::string& flag, std::string help) {
  Argument argument;
  argument.flags = {flag};
  argument.name = flag.substr(2);
  argument.help = std::move(help);
  argument.least = argument.most = 0;
  evaluator.parser(command).arguments.all.push_back(std::move(argument));
}

void decorate(Evaluator& evaluator, const Value& command, SyntaxNode decorator, const std::string& name) {
  const auto isOneOf = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
  };
  if (decorator.is("call") && (name == "click.option" || name == "click.argument"))
    return addOption(evaluator, command, Call(decorator), name == "click.argument");
  if (name == "click.version_option")
    return addFlag(evaluator, command, "--version", "show the version and exit");
  Arguments& arguments = evaluator.parser(command).arguments;
  if (name == "click.command") {
    for (const auto& [key, value] : Call(decorator).keywords) {
      if (key == "context_settings" || key == "cls") arguments.complete = arguments.certain = false;
    }
  } else if (!isOneOf({"click.pass_context", "click.pass_obj"})) {
    arguments.complete = arguments.certain = false;
  }
}

}  // namespace

std::optional<Value> decorateClick(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators,
                                   SyntaxNode /*function*/) {
  std::vector<std::string> names;
  for (SyntaxNode decorator : decorators) names.push_back(decoratorName(evaluator, decorator));
  // A group's first word is one of its commands: nothing is said of it.
  if (std::ranges::find(names, "click.command") == names.end()) return {};
  const Value command = evaluator.makeParser();
  evaluator.parser(command).command = true;
  addFlag(evaluator, command, "--help", "show this help and exit");
  for (std::size_t i = 0; i < decorators.size(); ++i) decorate(evaluator, command, decorators[i], names[i]);
  return command;
}

}  // namespace footplate::python
