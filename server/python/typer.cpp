#include <algorithm>

#include "base/strings.h"
#include "python/evaluator.h"

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

void readType(Evaluator& evaluator, SyntaxNode type, Argument& argument) {
  if (!type.is("identifier") || !evaluator.eval(type).is(Kind::unknown)) return;
  if (type.text() == "int") argument.type = ValueType::integer;
  if (type.text() == "float") argument.type = ValueType::number;
  if (type.text() == "bool") argument.type = ValueType::boolean;
}

// What the annotation says: the type, how many values, and Annotated's own call.
SyntaxNode readAnnotation(Evaluator& evaluator, SyntaxNode annotation, Argument& argument) {
  if (!annotation.is("subscript") && !annotation.is("generic_type")) {
    readType(evaluator, annotation, argument);
    return {};
  }
  std::vector<SyntaxNode> parts = annotation.children();
  if (parts.size() == 2 && parts[1].is("type_parameter")) {
    std::vector<SyntaxNode> inner;
    for (SyntaxNode part : parts[1].children()) inner.push_back(part.is("type") ? part.firstChild() : part);
    inner.insert(inner.begin(), parts[0]);
    parts = std::move(inner);
  }
  const std::string name(parts.front().text().substr(parts.front().text().rfind('.') + 1));
  if (parts.size() < 2) return {};
  if (name == "List" || name == "list") argument.repeats = true;
  if (name == "Annotated" || name == "Optional" || name == "List" || name == "list") {
    const SyntaxNode inner = readAnnotation(evaluator, parts[1], argument);
    return name == "Annotated" ? parts.back() : inner;
  }
  return {};
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
    for (const std::string& name : split(*names, '/')) argument.flags.emplace_back(trim(name));
  }
  return !call.splat;
}

void addParameter(Evaluator& evaluator, const Value& command, const Parameter& parameter) {
  Arguments& arguments = evaluator.parser(command).arguments;
  Argument argument;
  argument.name = parameter.name;
  const SyntaxNode annotated = readAnnotation(evaluator, parameter.annotation, argument);
  if (parameter.annotation.text().ends_with("Context")) return;
  SyntaxNode said = parameter.value.is("call") ? parameter.value : annotated;
  const bool isArgument = isTyper(evaluator, said, "Argument");
  const bool isOption = isTyper(evaluator, said, "Option");
  SyntaxNode value = parameter.value;
  if (isArgument || isOption) {
    const Call call(said);
    const bool inAnnotation = said == annotated;
    if (!readFlags(evaluator, call, inAnnotation, argument)) arguments.complete = arguments.certain = false;
    if (!inAnnotation) value = call.positional.empty() ? call.keyword("default") : call.positional.front();
    argument.help = evaluator.string(call.keyword("help")).value_or("");
    if (call.keyword("envvar") || call.keyword("prompt") || call.keyword("default_factory"))
      arguments.certain = false;
  }
  const bool noDefault = !value || value.is("ellipsis");
  argument.required = noDefault && !argument.repeats;
  argument.defaultValue = noDefault ? "" : value.text();
  if (isArgument || (!isOption && !value)) {
    argument.flags.clear();
    if (argument.repeats) argument.least = 0, argument.most = Argument::any;
  } else {
    const bool flag = argument.type == ValueType::boolean;
    nameFlags(argument, flag);
    if (flag) argument.least = argument.most = 0;
  }
  evaluator.add(command, std::move(argument), parameter.node);
}

void readFunction(Evaluator& evaluator, const Value& command, SyntaxNode function) {
  for (const char* flag : {"--help", "--install-completion", "--show-completion"}) {
    Argument argument;
    argument.flags = {flag};
    argument.name = std::string(flag).substr(2);
    argument.least = 0;
    argument.most = argument.name == "help" ? 0 : 1;
    evaluator.parser(command).arguments.all.push_back(std::move(argument));
  }
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

}  // namespace

std::optional<Value> callTyper(Evaluator& evaluator, const Value& callee, const Call& call) {
  if (callee.dotted == "typer.Typer") {
    const Value application = evaluator.makeParser();
    evaluator.parser(application).command = true;
    if (call.keyword("context_settings") || call.keyword("cls") || call.splat) evaluator.escape(application);
    return application;
  }
  if (callee.dotted != "typer.run" || call.positional.size() != 1) return {};
  const Value function = evaluator.eval(call.positional.front());
  if (!function.is(Kind::function)) return Value();
  const Value command = evaluator.makeParser();
  readFunction(evaluator, command, function.node);
  evaluator.parsed(command);
  return Value();
}

std::optional<Value> decorateTyper(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators,
                                   SyntaxNode function) {
  for (SyntaxNode decorator : decorators) {
    const SyntaxNode callee = decorator.is("call") ? decorator.field("function") : decorator;
    if (!callee.is("attribute")) continue;
    const Value application = evaluator.eval(callee.field("object"));
    if (!application.is(Kind::parser) || !evaluator.parser(application).command) continue;
    Parser& owner = evaluator.parser(application);
    const bool plain = callee.field("attribute").text() == "command" && decorators.size() == 1;
    // The first of several commands is named by a word of the command line.
    if (++owner.parts > 1 || !plain) {
      evaluator.escape(application);
    } else {
      readFunction(evaluator, application, function);
    }
    return {};
  }
  return {};
}

}  // namespace footplate::python
