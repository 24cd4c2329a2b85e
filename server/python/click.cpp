#include <algorithm>

#include "base/strings.h"
#include "python/evaluator.h"

// Options and arguments of click; click_commands.cpp has what takes them.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

bool isName(Evaluator& evaluator, SyntaxNode node, std::string_view builtIn, std::string_view ofClick) {
  if (!node) return false;
  const Value value = evaluator.eval(node);
  if (node.is("identifier") && value.is(Kind::unknown)) return node.text() == builtIn;
  return value.isExternal("click." + std::string(ofClick));
}

// IntRange(1, 10), FloatRange(min=0, max_open=True); what is clamped takes anything.
void readRange(Evaluator& evaluator, const Call& type, Argument& argument) {
  if (type.keyword("clamp") && evaluator.boolean(type.keyword("clamp")).value_or(true)) return;
  const auto bound = [&](std::size_t place, const std::string& name) -> std::optional<Bound> {
    SyntaxNode node = type.keyword(name);
    if (!node && type.positional.size() > place) node = type.positional[place];
    const SyntaxNode open = type.keyword(name + "_open");
    const auto value = node ? evaluator.number(node) : std::nullopt;
    const auto isOpen = open ? evaluator.boolean(open) : std::optional(false);
    return value && isOpen ? std::optional(Bound{*value, *isOpen}) : std::nullopt;
  };
  argument.minimum = bound(0, "min");
  argument.maximum = bound(1, "max");
}

void readCalledType(Evaluator& evaluator, SyntaxNode node, Argument& argument) {
  const Call type(node);
  const std::string name = evaluator.eval(node.field("function")).dotted;
  if (name == "click.IntRange") argument.type = ValueType::integer;
  if (name == "click.FloatRange") argument.type = ValueType::number;
  if (name.ends_with("Range") && !type.splat) return readRange(evaluator, type, argument);
  if (name != "click.Choice" || type.positional.empty()) return;
  argument.choices = evaluator.strings(type.positional.front()).value_or(std::vector<std::string>());
  const SyntaxNode exact = type.keyword("case_sensitive");
  argument.ignoreCase = exact && !evaluator.boolean(exact).value_or(false);
}

void readType(Evaluator& evaluator, const Call& call, Argument& argument) {
  const SyntaxNode node = call.keyword("type");
  if (node.is("call")) return readCalledType(evaluator, node, argument);
  // A tuple of types: as many values.
  if (node.is("tuple")) argument.least = argument.most = static_cast<unsigned>(node.children().size());
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
    const std::vector<std::string> parts = split(*names, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string name(trim(parts[i]));
      if (name.starts_with("-")) {
        argument.flags.push_back(name);
        if (i > 0) argument.offFlags.push_back(name);
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

}  // namespace

void addClickOption(Evaluator& evaluator, const Value& command, const Call& call, bool positional) {
  Argument argument;
  bool flag = false;
  const bool named = readNames(evaluator, call, argument, flag);
  if (!named || argument.positional() != positional || !readNumber(evaluator, call, argument) || call.splat) {
    evaluator.escape(command);
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

}  // namespace footplate::python
