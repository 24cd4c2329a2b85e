#include <algorithm>
#include <array>

#include "base/strings.h"
#include "python/evaluator.h"
#include "python/typer_types.h"

// Functions whose parameters typer reads as the command line.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

// One parameter: `name: annotation = value`.
struct Parameter {
  std::string name;
  SyntaxNode annotation;
  SyntaxNode value;
  SyntaxNode node;
};

Parameter parameterOf(SyntaxNode node) {
  const SyntaxNode name = node.field("name")      ? node.field("name")
                          : node.is("identifier") ? node
                                                  : node.firstChild();
  return {std::string(name.text()), node.field("type").firstChild(), node.field("value"), node};
}

// `typer.Option(…)` or `typer.Argument(…)`, as a default or in Annotated[…].
bool isTyper(Evaluator& evaluator, SyntaxNode node, std::string_view what) {
  return node.is("call") && evaluator.eval(node.field("function")).isExternal("typer." + std::string(what));
}

// Flags of a parameter that names none itself: --learning-rate, and --no-shuffle for a boolean.
void nameFlags(Argument& argument, bool pair) {
  if (argument.flags.empty()) {
    const std::string name = replaceAll(argument.name, "_", "-");
    argument.flags.push_back("--" + name);
    if (pair) argument.flags.push_back("--no-" + name);
  }
}

bool readFlags(Evaluator& evaluator, const Call& call, bool inAnnotation, Argument& argument) {
  for (std::size_t i = inAnnotation ? 0 : 1; i < call.positional.size(); ++i) {
    const auto names = evaluator.string(call.positional[i]);
    if (!names) return false;
    const std::vector<std::string> parts = split(*names, '/');
    for (std::size_t at = 0; at < parts.size(); ++at) {
      const std::string name(trim(parts[at]));
      if (name.empty()) continue;
      argument.flags.push_back(name);
      if (at > 0) argument.offFlags.push_back(name);
    }
  }
  return !call.splat;
}

// What is said in Option(…) or Argument(…) beside the flags; false when the type is computed.
bool readSettings(Evaluator& evaluator, const Call& call, Argument& argument) {
  argument.help = evaluator.string(call.keyword("help")).value_or("");
  const auto says = [&](std::string_view key) {
    return call.keyword(key) && evaluator.boolean(call.keyword(key)).value_or(true);
  };
  const auto bound = [&](std::string_view key) -> std::optional<Bound> {
    const auto value = call.keyword(key) ? evaluator.number(call.keyword(key)) : std::nullopt;
    return value && !says("clamp") ? std::optional(Bound{*value}) : std::nullopt;
  };
  argument.minimum = bound("min");
  argument.maximum = bound("max");
  const SyntaxNode exact = call.keyword("case_sensitive");
  argument.ignoreCase = exact && !evaluator.boolean(exact).value_or(false);
  if (says("count")) argument.least = argument.most = 0, argument.repeats = true;
  for (const char* key : {"parser", "click_type", "is_flag", "flag_value", "formats", "show_choices"}) {
    if (call.keyword(key)) return false;
  }
  return true;
}

// Reads the flags of a parameter that is an option; names them by the parameter where none are said.
void makeOption(Argument& argument) {
  const bool flag = argument.type == ValueType::boolean;
  nameFlags(argument, flag);
  if (flag) argument.least = argument.most = 0;
}

void makePositional(Argument& argument) {
  argument.flags.clear();
  if (argument.repeats) argument.least = 0, argument.most = Argument::any;
}

void addParameter(Evaluator& evaluator, const Value& command, const Parameter& parameter) {
  if (parameter.annotation.text().ends_with("Context")) return;
  Argument argument;
  argument.name = parameter.name;
  const Annotation annotation = readAnnotation(evaluator, parameter.annotation, argument);
  if (!annotation.followed) evaluator.escape(command);
  const SyntaxNode said = parameter.value.is("call") ? parameter.value : annotation.said;
  const bool isArgument = isTyper(evaluator, said, "Argument");
  const bool isOption = isTyper(evaluator, said, "Option");
  SyntaxNode value = parameter.value;
  bool filled = false;
  if (isArgument || isOption) {
    const Call call(said);
    const bool inAnnotation = said == annotation.said;
    if (!readFlags(evaluator, call, inAnnotation, argument) || !readSettings(evaluator, call, argument))
      evaluator.escape(command);
    if (!inAnnotation) value = call.positional.empty() ? call.keyword("default") : call.positional.front();
    filled = call.keyword("envvar") || call.keyword("prompt") || call.keyword("default_factory");
  }
  const bool noDefault = !value || value.is("ellipsis");
  argument.required = noDefault && !argument.repeats && !filled;
  argument.defaultValue = noDefault ? "" : value.text();
  isArgument || (!isOption && !parameter.value) ? makePositional(argument) : makeOption(argument);
  evaluator.add(command, std::move(argument), parameter.node);
}

Value makeCommand(Evaluator& evaluator) {
  const Value command = evaluator.makeParser();
  evaluator.parser(command).library = Library::typer;
  evaluator.parser(command).arguments.takesDashes = true;
  for (const char* flag : {"--help", "--install-completion", "--show-completion"}) {
    Argument argument;
    argument.flags = {flag};
    argument.name = std::string(flag).substr(2);
    argument.least = 0;
    argument.most = argument.name == "help" ? 0 : 1;
    evaluator.parser(command).arguments.all.push_back(std::move(argument));
  }
  return command;
}

void readFunction(Evaluator& evaluator, const Value& command, SyntaxNode function) {
  for (SyntaxNode node : function.field("parameters").children()) {
    if (node.type().ends_with("separator")) continue;
    const Parameter parameter = parameterOf(node);
    const bool splat = node.type().ends_with("pattern") || node.firstChild().type().ends_with("pattern");
    if (splat || node.is("ERROR") || parameter.name.empty()) {
      evaluator.escape(command);
    } else {
      addParameter(evaluator, command, parameter);
    }
  }
}

// What Typer(…), callback(…) and command(…) are told and changes what is taken.
bool isFollowed(const Call& call) {
  constexpr std::array<std::string_view, 6> changing{"cls",      "context_settings",   "chain",
                                                     "callback", "subcommand_metavar", "result_callback"};
  return !call.splat && std::ranges::none_of(call.keywords, [&](const auto& one) {
    return std::ranges::find(changing, one.first) != changing.end();
  });
}

// The name that is given, or the function's name.
std::vector<std::string> commandNames(Evaluator& evaluator, const Call& call, SyntaxNode function) {
  SyntaxNode given = call.keyword("name");
  if (!given && !call.positional.empty()) given = call.positional.front();
  if (!given) return {replaceAll(toLower(function.field("name").text()), "_", "-")};
  const auto name = evaluator.string(given);
  return name ? std::vector{*name} : std::vector<std::string>();
}

// A function that the application's `command` or `callback` decorates, and nothing else does.
void decorateWith(Evaluator& evaluator, const Value& application, SyntaxNode decorator, bool alone,
                  SyntaxNode function) {
  const bool isCall = decorator.is("call");
  const Call call(decorator);
  const std::string_view what = (isCall ? decorator.field("function") : decorator).field("attribute").text();
  if (what != "command" && what != "callback") return evaluator.escape(application);
  const bool followed = isCall && alone && isFollowed(call);
  if (what == "callback") {
    evaluator.parser(application).always = true;
    readFunction(evaluator, application, function);
    if (!followed) evaluator.escape(application);
    const SyntaxNode bare = call.keyword("invoke_without_command");
    if (bare && evaluator.boolean(bare).value_or(true))
      evaluator.parser(application).arguments.wantsCommand = false;
    return;
  }
  const Value command = makeCommand(evaluator);
  readFunction(evaluator, command, function);
  if (!followed) evaluator.escape(command);
  evaluator.addCommand(application, commandNames(evaluator, call, function), command);
}

}  // namespace

std::optional<Value> callTyper(Evaluator& evaluator, const Value& callee, const Call& call) {
  if (callee.dotted == "typer.Typer") {
    const Value application = makeCommand(evaluator);
    const SyntaxNode bare = call.keyword("invoke_without_command");
    evaluator.takeCommands(application, !bare || !evaluator.boolean(bare).value_or(true));
    evaluator.parser(application).name = evaluator.string(call.keyword("name")).value_or("");
    if (!isFollowed(call)) evaluator.escape(application);
    return application;
  }
  if (callee.dotted != "typer.run" || call.positional.size() != 1) return {};
  const Value function = evaluator.eval(call.positional.front());
  if (!function.is(Kind::function)) return Value();
  const Value command = makeCommand(evaluator);
  readFunction(evaluator, command, function.node);
  evaluator.parsed(command);
  return Value();
}

bool decorateTyper(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators, SyntaxNode function) {
  bool taken = false;
  for (SyntaxNode decorator : decorators) {
    const SyntaxNode callee = decorator.is("call") ? decorator.field("function") : decorator;
    const Value application = callee.is("attribute") ? evaluator.eval(callee.field("object")) : Value();
    if (application.is(Kind::parser) && evaluator.parser(application).library == Library::typer) {
      decorateWith(evaluator, application, decorator, decorators.size() == 1, function);
      taken = true;
    }
  }
  return taken;
}

bool callTyperDecorator(Evaluator& evaluator, SyntaxNode decorator, const Call& call) {
  const SyntaxNode callee = decorator.field("function");
  if (!callee.is("attribute") || callee.field("attribute").text() != "command") return false;
  const Value application = evaluator.eval(callee.field("object"));
  if (!application.is(Kind::parser) || evaluator.parser(application).library != Library::typer) return false;
  const bool one = call.positional.size() == 1 && call.keywords.empty() && !call.splat;
  const Value function = one ? evaluator.eval(call.positional.front()) : Value();
  if (function.is(Kind::function) && function.node.inFileOf(callee)) {
    decorateWith(evaluator, application, decorator, true, function.node);
  } else {
    evaluator.escape(application);
    evaluator.evalArguments(call);
  }
  return true;
}

bool callTyperMethod(Evaluator& evaluator, const Value& application, std::string_view method,
                     const Call& call) {
  if (method != "add_typer" || call.positional.empty()) return false;
  const Value inner = evaluator.eval(call.positional.front());
  const auto name = evaluator.string(call.keyword("name"));
  if (!inner.is(Kind::parser) || !isFollowed(call) || (call.keyword("name") && !name)) {
    evaluator.escape(application);
    return true;
  }
  evaluator.parser(inner).always = evaluator.parser(application).always = true;
  const std::string& own = name ? *name : evaluator.parser(inner).name;
  evaluator.addCommand(application, own.empty() ? std::vector<std::string>() : std::vector{own}, inner);
  return true;
}

}  // namespace footplate::python
