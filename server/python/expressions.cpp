#include <algorithm>
#include <array>

#include "base/strings.h"
#include "python/evaluator.h"

// What expressions are, calls above all.

namespace footplate::python {
namespace {

constexpr unsigned deepest = 300;

using Kind = Value::Kind;

bool isLiteral(SyntaxNode node) {
  constexpr std::array<std::string_view, 12> types{
      "string", "concatenated_string", "integer", "float", "true",       "false",
      "none",   "unary_operator",      "list",    "tuple", "dictionary", "set"};
  return std::ranges::find(types, node.type()) != types.end();
}

// Functions that look at what they are given and keep nothing of it.
bool onlyLooks(std::string_view name) {
  constexpr std::array<std::string_view, 6> names{"len", "print", "str", "repr", "type", "isinstance"};
  return std::ranges::find(names, name) != names.end();
}

// Calls that make a collection of another, where the name is not the script's own.
bool makesCollection(std::string_view name) {
  constexpr std::array<std::string_view, 8> names{"list",   "tuple", "set",  "frozenset",
                                                  "sorted", "range", "dict", "reversed"};
  return std::ranges::find(names, name) != names.end();
}

bool isComputed(SyntaxNode node) {
  return node.is("binary_operator") || node.type().ends_with("comprehension") ||
         node.is("generator_expression");
}

Value asParser(Value method) {
  method.kind = Kind::parser;
  method.dotted.clear();
  return method;
}

void appendEscape(std::string_view text, std::size_t& at, std::string& out) {
  const char c = text[at++];
  if (c == '\n') return;
  if (c == 'n') {
    out += '\n';
  } else if (c == 't') {
    out += '\t';
  } else {
    if (c != '\\' && c != '\'' && c != '"') out += '\\';
    out += c;
  }
}

// The value of one string; nothing when parts of it are computed, or it is bytes.
std::optional<std::string> stringValue(SyntaxNode node) {
  for (SyntaxNode child : node.children()) {
    if (child.is("interpolation")) return {};
  }
  const std::string_view text = node.text();
  std::size_t begin = text.find_first_of("'\"");
  if (begin == std::string_view::npos) return {};
  const std::string_view prefix = text.substr(0, begin);
  if (prefix.find_first_of("bB") != std::string_view::npos) return {};
  const bool raw = prefix.find_first_of("rR") != std::string_view::npos;
  const std::string_view quote =
      text.substr(begin, text.substr(begin).starts_with(std::string(3, text[begin])) ? 3 : 1);
  begin += quote.size();
  if (text.size() < begin + quote.size()) return {};
  const std::string_view body = text.substr(begin, text.size() - begin - quote.size());
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] == '\\' && !raw && at + 1 < body.size()) {
      appendEscape(body, ++at, out);
    } else {
      out += body[at++];
    }
  }
  return out;
}

}  // namespace

bool addsToParser(std::string_view method) {
  return isOneOf(method, {"add_argument", "add_parser", "add_command", "add_typer"});
}

Call::Call(SyntaxNode call) : node(call) {
  const SyntaxNode arguments = call.field("arguments");
  if (!arguments.is("argument_list")) {
    if (arguments) positional.push_back(arguments);  // f(x for x in y)
    return;
  }
  for (SyntaxNode child : arguments.children()) {
    if (child.is("keyword_argument")) {
      keywords.emplace_back(child.field("name").text(), child.field("value"));
    } else if (child.is("list_splat") || child.is("dictionary_splat")) {
      splat = true;
    } else {
      positional.push_back(child);
    }
  }
}

SyntaxNode Call::keyword(std::string_view name) const {
  for (const auto& [key, value] : keywords) {
    if (key == name) return value;
  }
  return {};
}

Value Evaluator::eval(SyntaxNode node) {
  if (!node || !tick()) return {};
  if (nesting_ >= deepest) {
    gaveUp_ = true;
    return {};
  }
  ++nesting_;
  Value value = evalKnown(node);
  --nesting_;
  if (value.is(Kind::unknown) && isComputed(node)) return {Kind::computed, "", frames_.back().module, node};
  return value;
}

Value Evaluator::evalKnown(SyntaxNode node) {
  if (node.is("identifier")) return lookUp(std::string(node.text()));
  if (node.is("attribute")) return attribute(node);
  if (node.is("call")) return call(node);
  if (node.is("assignment") || node.is("augmented_assignment")) return assignment(node);
  if (node.is("parenthesized_expression")) return eval(node.firstChild());
  if (isLiteral(node)) {
    for (SyntaxNode child : node.children()) {
      if (!child.is("string") && !child.is("integer")) escape(eval(child));
    }
    return {Kind::literal, "", frames_.back().module, node};
  }
  if (node.is("subscript")) {
    const Value owner = eval(node.field("value"));
    const SyntaxNode index = node.field("subscript");
    if (owner.isExternal("sys.argv") && index.text() == "1:") return owner;
    if (!owner.isExternal("sys.argv") || index.text() != "0") escape(owner);
    escape(eval(index));
    return {};
  }
  return others(node);
}

// All other expressions: their parts are evaluated for what they do.
Value Evaluator::others(SyntaxNode node) {
  const bool computesOnce = node.is("named_expression");
  const bool compares = node.is("comparison_operator") || node.is("not_operator");
  const bool sometimes = node.is("lambda") || node.is("conditional_expression") ||
                         node.is("boolean_operator") || node.type().ends_with("comprehension") ||
                         node.is("generator_expression");
  conditions_ += sometimes ? 1 : 0;
  Value last;
  for (SyntaxNode child : node.children()) {
    last = eval(child);
    if (compares ? last.is(Kind::external) : !computesOnce) escape(last);
  }
  conditions_ -= sometimes ? 1 : 0;
  if (!computesOnce) return {};
  assignTo(node.firstChild(), last);
  return last;
}

Value Evaluator::attribute(SyntaxNode node) {
  return member(eval(node.field("object")), std::string(node.field("attribute").text()));
}

Value Evaluator::member(const Value& owner, const std::string& name) {
  if (owner.isCollection()) return {};
  if (owner.is(Kind::module)) {
    const auto found = owner.module->names.find(name);
    return found == owner.module->names.end() ? Value() : found->second;
  }
  if (owner.is(Kind::type)) return classMember(lineage(owner), name, {}).value_or(Value());
  if (owner.is(Kind::object) || (owner.is(Kind::parser) && owner.object != 0)) {
    if (const auto found = objectMember(owner, name)) return *found;
    if (owner.is(Kind::object) && !name.starts_with("__")) return {};
  }
  if (owner.is(Kind::parser) && name == "add_argument") {
    Value method = owner;
    method.kind = Kind::method;
    method.dotted = name;
    return method;
  }
  if (owner.is(Kind::parser) && isOneOf(name, {"prog", "description", "epilog", "usage"})) return {};
  escape(owner);
  if (!owner.is(Kind::external)) return {};
  const std::string dotted = owner.dotted + "." + name;
  const auto local = byName_.find(dotted);
  if (local != byName_.end()) return {Kind::module, "", local->second};
  return {Kind::external, dotted};
}

Value Evaluator::call(SyntaxNode node) {
  const Call call(node);
  const SyntaxNode callee = node.field("function");
  Value target;
  if (callee.is("attribute")) {
    const std::string method(callee.field("attribute").text());
    const Value owner = eval(callee.field("object"));
    if (addsToParser(method)) seenAdds_.insert({frames_.back().module, node.id()});
    if (method == "add_argument") {
      lost_ = lost_ || !(owner.is(Kind::parser) || owner.is(Kind::module) || owner.object != 0);
    }
    if (owner.is(Kind::parent)) return callParent(owner, method, call);
    if (owner.object != 0 && !owner.is(Kind::function)) return callMethod(owner, method, call);
    if (owner.is(Kind::parser)) return callParserMethod(*this, owner, method, call);
    if (owner.is(Kind::commands)) return callCommandsMethod(*this, owner, method, call);
    noteChange(owner, method);
    if (owner.isCollection() && method == "keys") return {Kind::computed, "", frames_.back().module, node};
    target = member(owner, method);
  } else if (callee.is("call") && callTyperDecorator(*this, callee, call)) {
    return {};
  } else if (callee.is("identifier") && callee.text() == "super") {
    return superOf(call);
  } else {
    target = eval(callee);
  }
  if (target.is(Kind::function) || target.is(Kind::type) || target.is(Kind::method) ||
      target.is(Kind::external))
    return callKnown(target, call);
  if (target.is(Kind::parser) && parser(target).library != Library::argparse) startCommand(target, call);
  if (callee.is("identifier") && onlyLooks(callee.text())) {
    for (SyntaxNode argument : call.positional) eval(argument);
    return {};
  }
  evalArguments(call);
  if (target.is(Kind::unknown) && callee.is("identifier") && makesCollection(callee.text()))
    return {Kind::computed, "", frames_.back().module, node};
  return {};
}

Value Evaluator::callKnown(const Value& target, const Call& call) {
  if (target.is(Kind::function)) return callFunction(target, call);
  if (target.is(Kind::type)) return instantiate(target, call);
  if (target.is(Kind::method)) return callParserMethod(*this, asParser(target), target.dotted, call);
  if (target.is(Kind::external)) return callExternal(target, call);
  evalArguments(call);
  return {};
}

// A command of click or typer is called: it reads the command line unless it is given words.
void Evaluator::startCommand(const Value& command, const Call& call) {
  if (call.positional.empty() && !call.keyword("args")) parsed(command);
  Arguments& arguments = parser(command).arguments;
  if (call.keyword("auto_envvar_prefix") || call.keyword("default_map")) arguments.certain = false;
  if (call.splat) escape(command);
}

Value Evaluator::callExternal(const Value& callee, const Call& call) {
  if (auto made = callArgparse(*this, callee, call)) return *made;
  if (auto made = callTyper(*this, callee, call)) return *made;
  evalArguments(call);
  return {};
}

void Evaluator::evalArguments(const Call& call) {
  const SyntaxNode arguments = call.node.field("arguments");
  if (!arguments.is("argument_list")) {
    escape(eval(arguments));
    return;
  }
  for (SyntaxNode child : arguments.children()) {
    escape(eval(child.is("keyword_argument") ? child.field("value") : child));
  }
}

Value Evaluator::callFunction(const Value& function, const Call& call) {
  const bool tired = function.object != 0 && steps_ > mostSteps / 2;
  if (active_.size() >= mostActive || std::ranges::find(active_, function.node) != active_.end() || gaveUp_ ||
      tired) {
    evalArguments(call);
    if (function.object != 0) escapeObject(objects_[function.object - 1]);
    return {};
  }
  Names names;
  bindParameters(function, call, names);
  return runFunction(function, names, &call);
}

void Evaluator::bindParameters(const Value& function, const Call& call, Names& names) {
  std::vector<Value> given;
  for (SyntaxNode argument : call.positional) given.push_back(eval(argument));
  std::unordered_map<std::string, Value> named;
  for (const auto& [name, value] : call.keywords) named[std::string(name)] = eval(value);
  if (call.splat) evalArguments(call);
  std::size_t next = 0;
  bool skips = function.bound;
  for (SyntaxNode parameter : function.node.field("parameters").children()) {
    const SyntaxNode first = parameter.firstChild();
    const std::string name(parameter.is("identifier") ? parameter.text()
                           : parameter.field("name")  ? parameter.field("name").text()
                                                      : first.text());
    if (parameter.type().ends_with("pattern") || first.type().ends_with("pattern") ||
        parameter.type().ends_with("separator"))
      continue;
    if (std::exchange(skips, false)) {
      names[name] = function.object != 0 ? objects_[function.object - 1].self : Value();
    } else if (auto keyword = named.extract(name)) {
      names[name] = keyword.mapped();
      if (changed_.count(name) != 0) spoil(names[name]);
    } else if (next < given.size()) {
      names[name] = given[next++];
      if (changed_.count(name) != 0) spoil(names[name]);
    } else if (SyntaxNode value = parameter.field("value"); value && !call.splat) {
      names[name] = isLiteral(value) ? Value{Kind::literal, "", function.module, value} : Value();
    } else {
      names[name] = {};
    }
  }
  for (; next < given.size(); ++next) escape(given[next]);
  for (const auto& [name, value] : named) escape(value);
}

// `call` is how it was called, null for what nobody in the script calls.
Value Evaluator::runFunction(const Value& function, Names& names, const Call* call) {
  active_.push_back(function.node);
  Frame frame{function.module, &names, depth()};
  frame.owner = function.owner;
  frame.function = function.node;
  frame.call = call;
  const SyntaxNode first = function.node.field("parameters").firstChild();
  if (frame.owner && first.is("identifier")) frame.self = names[std::string(first.text())];
  frames_.push_back(std::move(frame));
  block(function.node.field("body"));
  if (frames_.back().maybeDone) --maybeDone_;
  Value result = frames_.back().result;
  frames_.pop_back();
  active_.pop_back();
  return result;
}

std::optional<std::string> Evaluator::string(SyntaxNode node) {
  const Value value = eval(node);
  if (!value.is(Kind::literal)) return {};
  if (value.node.is("string")) return stringValue(value.node);
  if (!value.node.is("concatenated_string")) return {};
  std::string all;
  for (SyntaxNode part : value.node.children()) {
    const auto one = stringValue(part);
    if (!one) return {};
    all += *one;
  }
  return all;
}

std::optional<bool> Evaluator::boolean(SyntaxNode node) {
  const Value value = eval(node);
  if (value.node.is("true")) return true;
  if (value.node.is("false")) return false;
  return {};
}

}  // namespace footplate::python
