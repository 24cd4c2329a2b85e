#include <algorithm>
#include <array>

#include "base/strings.h"
#include "python/evaluator.h"

// ArgumentParser and its methods.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

// The actions of argparse by how many values follow the flag.
void readAction(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("action");
  if (!node) return;
  const auto action = evaluator.string(node);
  const bool pair = evaluator.eval(node).isExternal("argparse.BooleanOptionalAction");
  if (!action && !pair) {
    argument.least = 0;
    argument.most = Argument::any;
    argument.repeats = true;
    return;
  }
  if (pair) {
    for (std::size_t i = argument.flags.size(); i-- > 0;) {
      if (argument.flags[i].starts_with("--"))
        argument.flags.push_back("--no-" + argument.flags[i].substr(2));
    }
  }
  argument.repeats = !pair && isOneOf(*action, {"append", "append_const", "count", "extend"});
  if (pair || isOneOf(*action, {"store_true", "store_false", "store_const", "append_const", "count", "help",
                                "version"}))
    argument.least = argument.most = 0;
}

// False when what follows cannot be counted, or swallows everything.
bool readNumber(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("nargs");
  if (!node || evaluator.isNone(node)) return true;
  const Value value = evaluator.eval(node);
  if (value.node.is("integer")) {
    const std::string digits(value.node.text());
    if (digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string::npos) return false;
    argument.least = argument.most = static_cast<unsigned>(std::stoul(digits));
    return true;
  }
  const auto word = evaluator.string(node);
  argument.least = word && *word == "+" ? 1 : 0;
  argument.most = word && *word == "?" ? 1 : Argument::any;
  return word && isOneOf(*word, {"?", "*", "+"});
}

void readType(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("type");
  // A name that the script gives another meaning is no longer the built-in.
  if (!node.is("identifier") || !evaluator.eval(node).is(Kind::unknown)) return;
  if (node.text() == "int") argument.type = ValueType::integer;
  if (node.text() == "float") argument.type = ValueType::number;
}

// Choices are compared after the value was converted, so numbers go with numbers and texts with texts.
void readChoices(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("choices");
  const SyntaxNode type = call.keyword("type");
  if (const auto members = evaluator.members(evaluator.eval(type))) {
    for (const Evaluator::Member& member : *members) argument.choices.push_back(member.value);
    return;
  }
  if (!node || (type && !isOneOf(type.text(), {"str", "int", "float"}))) return;
  const auto choices = evaluator.constants(node);
  const bool numbers = argument.type != ValueType::text;
  if (choices && !(numbers ? choices->hasTexts : choices->hasNumbers)) argument.choices = choices->texts;
}

std::string nameOf(Evaluator& evaluator, const Call& call, const Argument& argument,
                   const std::string& first) {
  if (auto given = evaluator.string(call.keyword("dest"))) return *given;
  if (argument.positional()) return first;
  std::string name = argument.title();
  name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
  return replaceAll(name, "-", "_");
}

void addArgument(Evaluator& evaluator, const Value& parser, const Call& call) {
  Arguments& arguments = evaluator.parser(parser).arguments;
  Argument argument;
  std::string first;
  for (SyntaxNode node : call.positional) {
    const auto name = evaluator.string(node);
    if (!name || name->empty()) {
      arguments.complete = false;
      return;
    }
    if (first.empty()) first = *name;
    if (name->starts_with("-")) argument.flags.push_back(*name);
  }
  if (first.empty()) {
    arguments.complete = false;
    return;
  }
  readAction(evaluator, call, argument);
  const bool counted = readNumber(evaluator, call, argument) && !call.splat;
  readType(evaluator, call, argument);
  readChoices(evaluator, call, argument);
  argument.defaultValue = call.keyword("default").text();
  argument.help = evaluator.string(call.keyword("help")).value_or("");
  argument.name = nameOf(evaluator, call, argument, first);
  argument.required = argument.positional() ? argument.least > 0
                                            : evaluator.boolean(call.keyword("required")).value_or(false);
  if (!counted) {
    argument.least = 0;
    argument.most = Argument::any;
    argument.required = false;
    arguments.complete = arguments.complete && !call.keyword("nargs");
  }
  evaluator.add(parser, std::move(argument), call.node);
}

constexpr std::size_t mostArguments =
    2000;  // of one parser; parents may hand on their parents' again and again

// The parent's arguments and commands, its groups numbered anew.
void copyArguments(Evaluator& evaluator, const Value& parent, const Value& made) {
  const Arguments& given = evaluator.parser(parent).arguments;
  Parser& owner = evaluator.parser(made);
  if (owner.arguments.all.size() + given.all.size() > mostArguments) return evaluator.escape(made);
  if (given.takesCommand) evaluator.shareCommands(made, parent);
  for (Argument argument : given.all) {
    if (argument.choiceOf != 0) argument.choiceOf += owner.groups;
    owner.arguments.all.push_back(std::move(argument));
  }
  for (const unsigned group : given.chosen) owner.arguments.chosen.push_back(group + owner.groups);
  owner.groups += evaluator.parser(parent).groups;
  owner.arguments.complete = owner.arguments.complete && given.complete;
  owner.arguments.certain = owner.arguments.certain && given.certain;
}

void addParents(Evaluator& evaluator, const Value& made, SyntaxNode parents) {
  if (!parents) return;
  Arguments& arguments = evaluator.parser(made).arguments;
  if (!parents.is("list") && !parents.is("tuple")) {
    arguments.complete = arguments.certain = false;
    evaluator.escape(evaluator.eval(parents));
    return;
  }
  for (SyntaxNode node : parents.children()) {
    const Value parent = evaluator.eval(node);
    if (!parent.is(Kind::parser) || parent.parser == made.parser) {
      arguments.complete = arguments.certain = false;
      continue;
    }
    copyArguments(evaluator, parent, made);
  }
}

// What a function hands on of its own call; only what changes nothing can be told apart from it.
bool handsOnWordsAlone(const Evaluator& evaluator, const Call& call) {
  const auto given = evaluator.handedOn(call);
  return given && std::ranges::all_of(*given, [](std::string_view name) {
           return isOneOf(name, {"prog", "usage", "description", "epilog", "formatter_class"});
         });
}

Value makeArgumentParser(Evaluator& evaluator, const Call& call) {
  const Value made = evaluator.makeParser();
  setUpParser(evaluator, made, call);
  return made;
}

void parseArguments(Evaluator& evaluator, const Value& parser, std::string_view method, const Call& call) {
  SyntaxNode given = call.positional.empty() ? call.keyword("args") : call.positional.front();
  bool known = true;
  if (given) {
    const Value value = evaluator.eval(given);
    if (value.is(Kind::literal) && !value.isNone()) return;  // reads a list of its own
    known = value.isNone() || value.isExternal("sys.argv");
  }
  evaluator.parsed(parser);
  Arguments& arguments = evaluator.parser(parser).arguments;
  if (!known || call.splat) arguments.complete = arguments.certain = false;
  if (method.find("known") != std::string_view::npos) arguments.complete = false;
}

Value addExclusiveGroup(Evaluator& evaluator, const Value& parser, const Call& call) {
  Value group = parser;
  Parser& owner = evaluator.parser(parser);
  group.choiceOf = ++owner.groups;
  const bool required = evaluator.boolean(call.keyword("required")).value_or(false);
  if (required && !evaluator.isSometimes(parser)) owner.arguments.chosen.push_back(group.choiceOf);
  return group;
}

Value addSubparsers(Evaluator& evaluator, const Value& parser, const Call& call) {
  evaluator.takeCommands(parser, evaluator.boolean(call.keyword("required")).value_or(false));
  Value commands;
  commands.kind = Kind::commands;
  commands.parser = parser.parser;
  if (call.splat || call.keyword("parser_class") || call.keyword("action")) evaluator.escape(parser);
  return commands;
}

// The names of `add_parser("fit", aliases=["train"])`; none when they are computed.
std::vector<std::string> commandNames(Evaluator& evaluator, const Call& call) {
  const auto first = call.positional.empty() ? std::nullopt : evaluator.string(call.positional.front());
  if (!first || call.splat) return {};
  std::vector<std::string> names{*first};
  if (const SyntaxNode aliases = call.keyword("aliases")) {
    const auto more = evaluator.strings(aliases);
    if (!more) return {};
    names.insert(names.end(), more->begin(), more->end());
  }
  return names;
}

}  // namespace

void setUpParser(Evaluator& evaluator, const Value& made, const Call& call) {
  Arguments& arguments = evaluator.parser(made).arguments;
  arguments.abbreviations = true;
  if (call.splat && !handsOnWordsAlone(evaluator, call)) arguments.complete = arguments.certain = false;
  for (const auto& [name, value] : call.keywords) {
    // Options may begin with other characters, or come from files.
    if (isOneOf(name, {"prefix_chars", "fromfile_prefix_chars"}))
      arguments.complete = arguments.certain = false;
    if (name == "allow_abbrev") arguments.abbreviations = evaluator.boolean(value).value_or(true);
    if (name == "parents") addParents(evaluator, made, value);
  }
  if (evaluator.boolean(call.keyword("add_help")).value_or(true)) {
    Argument help;
    help.flags = {"-h", "--help"};
    help.name = "help";
    help.help = "show this help and exit";
    help.least = help.most = 0;
    arguments.all.push_back(std::move(help));
  }
}

Value callCommandsMethod(Evaluator& evaluator, const Value& commands, std::string_view method,
                         const Call& call) {
  if (method != "add_parser") {
    evaluator.evalArguments(call);
    evaluator.escape(commands);
    return {};
  }
  const Value made = makeArgumentParser(evaluator, call);
  evaluator.addCommand(commands, commandNames(evaluator, call), made);
  return made;
}

Value callParserMethod(Evaluator& evaluator, const Value& parser, std::string_view method, const Call& call) {
  if (method == "add_argument") {
    addArgument(evaluator, parser, call);
    return {};
  }
  if (method == "add_argument_group") return parser;
  if (method == "add_mutually_exclusive_group") return addExclusiveGroup(evaluator, parser, call);
  if (method == "add_subparsers") return addSubparsers(evaluator, parser, call);
  const Library library = evaluator.parser(parser).library;
  if (library == Library::click && callClickMethod(evaluator, parser, method, call)) return {};
  if (library == Library::typer && callTyperMethod(evaluator, parser, method, call)) return {};
  if (isOneOf(method,
              {"parse_args", "parse_known_args", "parse_intermixed_args", "parse_known_intermixed_args"})) {
    parseArguments(evaluator, parser, method, call);
    return {};
  }
  evaluator.evalArguments(call);
  const bool harmless = isOneOf(method, {"error", "exit", "print_help", "print_usage", "format_help",
                                         "format_usage", "set_defaults", "get_default"});
  if (!harmless) evaluator.escape(parser);
  return {};
}

std::optional<Value> callArgparse(Evaluator& evaluator, const Value& callee, const Call& call) {
  if (callee.dotted == "argparse.ArgumentParser.__init__" && !call.positional.empty()) {
    const Value made = evaluator.eval(call.positional.front());
    if (!made.is(Kind::parser)) return {};
    setUpParser(evaluator, made, call);
    return Value();
  }
  if (callee.dotted != "argparse.ArgumentParser") return {};
  return makeArgumentParser(evaluator, call);
}

}  // namespace footplate::python
