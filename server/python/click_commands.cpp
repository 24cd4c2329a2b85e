#include <algorithm>
#include <initializer_list>

#include "base/strings.h"
#include "python/evaluator.h"

// Functions that click's decorators make commands and groups of commands.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

// "click.option" of a decorator, with or without a call, "group.command" of one that is a group's; "" for
// those that are neither.
std::string decoratorName(Evaluator& evaluator, SyntaxNode decorator) {
  const SyntaxNode named = decorator.is("call") ? decorator.field("function") : decorator;
  const SyntaxNode owner = named.is("attribute") ? named.field("object") : named;
  const Value value = evaluator.eval(owner);
  if (value.is(Kind::parser) && evaluator.parser(value).library == Library::click && named != owner)
    return "group." + std::string(named.field("attribute").text());
  if (!value.is(Kind::external)) return {};
  return named == owner ? value.dotted : value.dotted + "." + std::string(named.field("attribute").text());
}

void addFlag(Evaluator& evaluator, const Value& command, std::vector<std::string> flags, std::string help) {
  Argument argument;
  argument.name = flags.back().substr(std::min<std::size_t>(2, flags.back().size()));
  argument.flags = std::move(flags);
  argument.help = std::move(help);
  argument.least = argument.most = 0;
  evaluator.parser(command).arguments.all.push_back(std::move(argument));
}

// `context_settings` that change nothing of what is taken, and the names of the help flag; false for others.
bool readSettings(Evaluator& evaluator, SyntaxNode settings, std::vector<std::string>& help) {
  const Value value = evaluator.eval(settings);
  const auto read = [&](std::string_view name, SyntaxNode setting) {
    if (isOneOf(name, {"show_default", "max_content_width", "terminal_width", "color"})) return true;
    const auto names = name == "help_option_names" ? evaluator.strings(setting) : std::nullopt;
    if (names) help = *names;
    return names && !names->empty();
  };
  if (value.is(Kind::computed) && value.node.is("call")) {
    const Call call(value.node);
    return value.node.field("function").text() == "dict" && call.positional.empty() && !call.splat &&
           std::ranges::all_of(call.keywords,
                               [&](const auto& setting) { return read(setting.first, setting.second); });
  }
  return value.node.is("dictionary") && std::ranges::all_of(value.node.children(), [&](SyntaxNode pair) {
           const auto name = pair.is("pair") ? evaluator.string(pair.field("key")) : std::nullopt;
           return name && read(*name, pair.field("value"));
         });
}

// The decorator that makes the command: "click.command", "click.group" or a group's own.
bool makesGroup(std::string_view name) {
  return name == "click.group" || name == "group.group";
}
bool makesCommand(std::string_view name) {
  return makesGroup(name) || name == "click.command" || name == "group.command";
}

// What the command may be called: by a name that is given, or by the function's, from which newer releases
// take some endings away. Nothing when it is computed.
std::vector<std::string> namesOf(Evaluator& evaluator, const Call& call, SyntaxNode function) {
  SyntaxNode given = call.keyword("name");
  if (!given && !call.positional.empty()) given = call.positional.front();
  if (given) {
    const auto name = evaluator.string(given);
    return name ? std::vector{*name} : std::vector<std::string>();
  }
  const std::string name = replaceAll(toLower(function.field("name").text()), "_", "-");
  std::vector<std::string> names{name};
  for (const char* ending : {"-command", "-cmd", "-group", "-grp"}) {
    if (name.ends_with(ending)) names.push_back(name.substr(0, name.size() - std::string(ending).size()));
  }
  return names;
}

void readMaker(Evaluator& evaluator, const Value& command, const Call& call, bool isGroup) {
  std::vector<std::string> help{"--help"};
  bool followed = !call.splat;
  for (const auto& [key, value] : call.keywords) {
    if (key == "context_settings") followed = readSettings(evaluator, value, help) && followed;
    if (isOneOf(key, {"cls", "chain", "commands", "params", "callback"})) followed = false;
  }
  addFlag(evaluator, command, std::move(help), "show this help and exit");
  if (isGroup) {
    const SyntaxNode alone = call.keyword("invoke_without_command");
    evaluator.takeCommands(command, !alone || !evaluator.boolean(alone).value_or(true));
  }
  if (!followed) evaluator.escape(command);
}

void decorate(Evaluator& evaluator, const Value& command, SyntaxNode decorator, const std::string& name) {
  if (makesCommand(name) || decorator.text() == "staticmethod") return;
  if (decorator.is("call") && (name == "click.option" || name == "click.argument"))
    return addClickOption(evaluator, command, Call(decorator), name == "click.argument");
  if (name == "click.version_option")
    return addFlag(evaluator, command, {"--version"}, "show the version and exit");
  if (!isOneOf(name, {"click.pass_context", "click.pass_obj"})) evaluator.escape(command);
}

}  // namespace

std::optional<Value> decorateClick(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators,
                                   SyntaxNode function) {
  std::vector<std::string> names;
  for (SyntaxNode decorator : decorators) names.push_back(decoratorName(evaluator, decorator));
  const auto maker = std::ranges::find_if(names, makesCommand);
  if (maker == names.end()) return {};
  const SyntaxNode made = decorators[static_cast<std::size_t>(maker - names.begin())];
  const Call call(made);
  const Value command = evaluator.makeParser();
  evaluator.parser(command).library = Library::click;
  evaluator.parser(command).arguments.takesDashes = true;
  const std::vector<std::string> called = namesOf(evaluator, call, function);
  if (!called.empty()) evaluator.parser(command).name = called.front();
  // A group's first word behind its own options is one of its commands.
  readMaker(evaluator, command, call, makesGroup(*maker));
  for (std::size_t i = 0; i < decorators.size(); ++i) decorate(evaluator, command, decorators[i], names[i]);
  const SyntaxNode callee = made.is("call") ? made.field("function") : made;
  if (maker->starts_with("group."))
    evaluator.addCommand(evaluator.eval(callee.field("object")), called, command);
  return command;
}

bool callClickMethod(Evaluator& evaluator, const Value& group, std::string_view method, const Call& call) {
  if (method != "add_command" || call.positional.empty()) return false;
  const Value command = evaluator.eval(call.positional.front());
  SyntaxNode name = call.keyword("name");
  if (!name && call.positional.size() > 1) name = call.positional[1];
  const auto given = name ? evaluator.string(name) : std::nullopt;
  if (!command.is(Kind::parser) || call.splat || (name && !given)) {
    evaluator.escape(group);
  } else {
    const std::string& own = evaluator.parser(command).name;
    evaluator.addCommand(group,
                         given         ? std::vector{*given}
                         : own.empty() ? std::vector<std::string>()
                                       : std::vector{own},
                         command);
  }
  return true;
}

}  // namespace footplate::python
