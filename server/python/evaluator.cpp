#include "python/evaluator.h"

#include <algorithm>

#include "base/path.h"

// Statements, and the run as a whole. expressions.cpp evaluates, imports.cpp finds modules.

namespace footplate::python {
namespace {

constexpr unsigned mostDeepCommands = 6;
constexpr std::size_t mostCommands =
    500;  // of a script; groups may stand within each other, and in themselves

bool isMainTest(SyntaxNode condition) {
  const std::string_view text = condition.text();
  return text.find("__name__") != std::string_view::npos && text.find("__main__") != std::string_view::npos &&
         text.find("==") != std::string_view::npos;
}

bool isName(SyntaxNode node) {
  return node.is("identifier");
}

}  // namespace

// What happens inside of it happens only sometimes.
class Evaluator::Conditional {
 public:
  explicit Conditional(Evaluator& evaluator) : evaluator_(evaluator) { ++evaluator_.conditions_; }
  Conditional(const Conditional&) = delete;
  Conditional& operator=(const Conditional&) = delete;
  ~Conditional() { --evaluator_.conditions_; }

 private:
  Evaluator& evaluator_;
};

bool Evaluator::tick() {
  if (++steps_ > mostSteps) gaveUp_ = true;
  return !gaveUp_;
}

namespace {

std::shared_ptr<const Arguments> unread() {
  Arguments nothing;
  nothing.unread = true;
  nothing.complete = nothing.certain = nothing.knowsCommands = false;
  return std::make_shared<Arguments>(std::move(nothing));
}

}  // namespace

std::shared_ptr<const Arguments> Evaluator::run() {
  entry_ = loadFile(script_.path);
  if (entry_ == nullptr) return hasText_ ? unread() : nullptr;
  frames_.push_back({entry_, &entry_->names});
  for (const std::string& name : script_.called) {
    const Value function = lookUp(name);
    Names names;
    if (function.is(Value::Kind::function)) runFunction(function, names, nullptr);
  }
  const auto reads = [](const Parser& parser) { return parser.parsed; };
  const auto found = std::find_if(parsers_.begin(), parsers_.end(), reads);
  if (gaveUp_ || found == parsers_.end() || std::count_if(parsers_.begin(), parsers_.end(), reads) > 1)
    return nullptr;
  lost_ = lost_ || somethingUnseen();
  std::size_t left = mostCommands;
  return std::make_shared<Arguments>(finished(static_cast<std::size_t>(found - parsers_.begin()), 0, left));
}

const Parser& Evaluator::ownerOfCommands(const Parser& parser) const {
  const Parser* at = &parser;
  for (std::size_t steps = 0; at->commandsOf && steps < parsers_.size(); ++steps)
    at = &parsers_[*at->commandsOf];
  return *at;
}

// The parser's arguments with those of its commands: what is not known of it is not known of them. `left` is
// how many more may be made.
Arguments Evaluator::finished(std::size_t index, unsigned depth, std::size_t& left) const {
  const Parser& parser = parsers_[index];
  const bool ends = depth > mostDeepCommands || left == 0;
  if (!ends && parser.library == Library::typer && parser.commands.size() == 1 && !parser.always &&
      parser.arguments.knowsCommands)
    return finished(parser.commands.front().parser, depth + 1, --left);
  Arguments made = parser.arguments;
  if (lost_ || ends) made.complete = made.certain = made.knowsCommands = false;
  if (ends) return made;
  --left;
  const Parser& owner = ownerOfCommands(parser);
  made.knowsCommands = made.knowsCommands && owner.arguments.knowsCommands;
  // A group without any gets them in a way that was not seen.
  if (owner.commands.empty()) made.knowsCommands = made.wantsCommand = false;
  for (const Parser::Named& one : owner.commands) {
    auto inner = std::make_shared<Arguments>(finished(one.parser, depth + 1, left));
    inner->complete = inner->complete && made.complete;
    inner->certain = inner->certain && made.certain;
    made.commands.push_back({one.names, std::move(inner)});
  }
  return made;
}

// Whether arguments or commands are added somewhere the run did not come by, or a file could not be read in
// full.
bool Evaluator::somethingUnseen() const {
  for (const Module& module : modules_) {
    if (module.syntax->broken()) return true;
    for (std::uint32_t id = 0; id < module.syntax->size(); ++id) {
      const SyntaxNode node(module.syntax.get(), id);
      if (!node.is("call") || !addsToParser(node.field("function").field("attribute").text())) continue;
      if (seenAdds_.count({&module, id}) == 0) return true;
    }
  }
  return false;
}

void Evaluator::block(SyntaxNode node) {
  Frame& frame = frames_.back();
  for (SyntaxNode child = node.firstChild(); child && !frame.done; child = child.next()) statement(child);
}

void Evaluator::statement(SyntaxNode node) {
  if (!tick()) return;
  if (node.is("block")) return block(node);
  if (node.is("if_statement")) return ifStatement(node);
  if (node.is("for_statement") || node.is("while_statement")) return loop(node);
  if (node.is("try_statement")) return tryStatement(node);
  if (node.is("with_statement")) return withStatement(node);
  if (node.is("return_statement")) return returnStatement(node);
  if (node.is("function_definition") || node.is("class_definition")) return definition(node);
  if (node.is("decorated_definition")) return decorated(node);
  if (node.is("import_statement")) return importModules(node);
  if (node.is("import_from_statement")) return importNames(node);
  if (node.is("future_import_statement")) return;
  if (node.is("global_statement")) {
    for (SyntaxNode name : node.children()) frames_.back().globals.insert(std::string(name.text()));
    return;
  }
  if (node.is("expression_statement")) {
    for (SyntaxNode child : node.children()) eval(child);
    return;
  }
  const Conditional maybe(*this);  // whatever else holds statements: match, error
  for (SyntaxNode child : node.children()) {
    const bool nests = child.is("block") || child.is("case_clause") || node.is("ERROR");
    nests ? statement(child) : escape(eval(child));
  }
}

void Evaluator::ifStatement(SyntaxNode node) {
  const SyntaxNode condition = node.field("condition");
  if (isMainTest(condition)) {
    if (frames_.back().module == entry_ || entry_ == nullptr) block(node.field("consequence"));
    return;
  }
  if (const auto truth = truthOfAttribute(condition)) {
    if (*truth) return block(node.field("consequence"));
    const SyntaxNode otherwise = node.field("alternative");
    if (!otherwise.is("elif_clause")) return block(otherwise.field("body"));
  }
  const Conditional maybe(*this);
  eval(condition);
  for (SyntaxNode child : node.children()) {
    if (child.is("block")) block(child);
    if (child.is("elif_clause")) {
      eval(child.field("condition"));
      block(child.field("consequence"));
    }
    if (child.is("else_clause")) block(child.field("body"));
  }
}

void Evaluator::loop(SyntaxNode node) {
  escape(eval(node.field("right")));
  const Conditional maybe(*this);
  eval(node.field("condition"));
  assignTo(node.field("left"), {});
  block(node.field("body"));
  block(node.field("alternative").field("body"));
}

void Evaluator::tryStatement(SyntaxNode node) {
  for (SyntaxNode child : node.children()) {
    if (child.is("block")) {
      block(child);
    } else if (child.is("else_clause") || child.is("finally_clause")) {
      for (SyntaxNode part : child.children()) statement(part);
    } else {
      const Conditional maybe(*this);
      for (SyntaxNode part : child.children()) {
        if (part.is("block")) block(part);
      }
    }
  }
}

void Evaluator::withStatement(SyntaxNode node) {
  for (SyntaxNode child : node.children()) {
    if (child.is("block")) {
      block(child);
    } else {
      escape(eval(child));
    }
  }
}

void Evaluator::returnStatement(SyntaxNode node) {
  Frame& frame = frames_.back();
  const Value value = eval(node.firstChild());
  if (frame.hasResult && !(frame.result == value)) {
    escape(frame.result);
    escape(value);
    frame.result = {};
  } else {
    frame.result = value;
    frame.hasResult = true;
  }
  if (depth() == frame.depth) {
    frame.done = true;
  } else if (!frame.maybeDone) {
    frame.maybeDone = true;
    ++maybeDone_;
  }
}

// A nested function may use the parsers around it whenever it is called.
void Evaluator::captures(SyntaxNode body) {
  if (frames_.size() < 2 || !tick()) return;
  for (SyntaxNode child : body.children()) {
    if (isName(child)) {
      const auto found = frames_.back().names->find(std::string(child.text()));
      if (found != frames_.back().names->end()) escape(found->second);
    }
    captures(child);
  }
}

void Evaluator::definition(SyntaxNode node) {
  const bool isClass = node.is("class_definition");
  if (frames_.back().names != &frames_.back().module->names) captures(node.field("body"));
  Value value;
  value.kind = isClass ? Value::Kind::type : Value::Kind::function;
  value.module = frames_.back().module;
  value.node = node;
  bind(std::string(node.field("name").text()), value);
  if (isClass) classBody(node);
}

// What a class does when it is made; its names are asked for by `classMember`.
void Evaluator::classBody(SyntaxNode node) {
  if (active_.size() >= mostActive || gaveUp_) return;
  Module* module = frames_.back().module;
  Class& made = classes_[{module, node.id()}];
  readBases(node, made);
  active_.push_back(node);
  Frame frame{module, &made.names, depth()};
  frame.ofClass = true;
  frames_.push_back(frame);
  block(node.field("body"));
  frames_.pop_back();
  active_.pop_back();
}

void Evaluator::decorated(SyntaxNode node) {
  std::vector<SyntaxNode> decorators;
  for (SyntaxNode child : node.children()) {
    if (child.is("decorator")) decorators.push_back(child.firstChild());
  }
  const SyntaxNode inner = node.field("definition");
  definition(inner);
  if (!inner.is("function_definition")) {
    classes_[{frames_.back().module, inner.id()}].foreign = true;
    return;
  }
  const std::string name(inner.field("name").text());
  if (const auto command = decorateClick(*this, decorators, inner)) return bind(name, *command);
  if (decorateTyper(*this, decorators, inner)) return;
  for (const SyntaxNode decorator : decorators) escape(eval(decorator));
  if (!frames_.back().ofClass) return;
  // Of a method that something else was made of nothing is known.
  const std::string_view only = decorators.size() == 1 ? decorators.front().text() : "";
  Value method = lookUp(name);
  method.bound = only == "classmethod";
  method.property = only == "property";
  method.isStatic = only == "staticmethod";
  bind(name, method.bound || method.property || method.isStatic ? method : Value());
}

Value Evaluator::assignment(SyntaxNode node) {
  const SyntaxNode right = node.field("right");
  if (!right) return {};
  const Value value = eval(right);
  const SyntaxNode left = node.field("left");
  if (node.is("augmented_assignment")) {
    escape(value);
    escape(eval(left));
    assignTo(left, {});
    return {};
  }
  assignTo(left, value);
  return value;
}

void Evaluator::assignTo(SyntaxNode target, const Value& value) {
  if (!target) return;
  if (isName(target)) return bind(std::string(target.text()), value);
  if (target.is("attribute")) return assignAttribute(target, value);
  escape(value);
  if (target.is("subscript")) {
    eval(target);
    return;
  }
  for (SyntaxNode child : target.children()) assignTo(child, {});
}

void Evaluator::assignAttribute(SyntaxNode target, const Value& value) {
  const Value owner = eval(target.field("object"));
  const std::string name(target.field("attribute").text());
  if (owner.object != 0) return setAttribute(owner, name, value);
  escape(value);
  // A plain setting of a parser (`parser.epilog = …`) changes nothing of what it takes.
  if (!owner.is(Value::Kind::parser)) member(owner, name);
}

void Evaluator::bind(const std::string& name, const Value& value) {
  Frame& frame = frames_.back();
  Names& names = frame.globals.count(name) != 0 ? frame.module->names : *frame.names;
  store(names, name, value, depth() > frame.depth);
}

// Under a name or as an attribute.
void Evaluator::store(Names& names, const std::string& name, const Value& value, bool sometimes) {
  const auto known = names.find(name);
  if (value.is(Value::Kind::parser)) {
    Parser& named = parsers_[value.parser];
    named.depth = std::min(named.depth, frames_.back().depth);
  }
  if (!sometimes || known == names.end() || known->second.isNone() || known->second == value) {
    names[name] = value;
    return;
  }
  // Either this or that: nothing is known.
  escape(known->second);
  escape(value);
  known->second = {};
}

Value Evaluator::lookUp(const std::string& name) const {
  const Frame& frame = frames_.back();
  const auto local = frame.names->find(name);
  if (local != frame.names->end()) return local->second;
  const auto global = frame.module->names.find(name);
  return global == frame.module->names.end() ? Value() : global->second;
}

Value Evaluator::makeParser() {
  Value value;
  value.kind = Value::Kind::parser;
  value.parser = parsers_.size();
  parsers_.emplace_back();
  parsers_.back().depth = depth();
  return value;
}

void Evaluator::escape(const Value& value) {
  if (value.is(Value::Kind::parser)) {
    Arguments& arguments = parsers_[value.parser].arguments;
    arguments.complete = arguments.certain = arguments.knowsCommands = false;
  }
  if (value.is(Value::Kind::method)) parsers_[value.parser].arguments.complete = false;
  if (value.object != 0 && !value.is(Value::Kind::function)) escapeObject(objects_[value.object - 1]);
  if (value.is(Value::Kind::commands)) parsers_[value.parser].arguments.knowsCommands = false;
  if (value.isExternal("sys.argv")) lost_ = true;
}

void Evaluator::add(const Value& parser, Argument argument, SyntaxNode where) {
  Parser& owner = parsers_[parser.parser];
  if (depth() > owner.depth) argument.required = false;
  argument.choiceOf = parser.choiceOf;
  // What stands behind the place of the command gets no word.
  if (argument.positional() && owner.arguments.takesCommand) escape(parser);
  argument.path = frames_.back().module->path;
  argument.span = where.span();
  owner.arguments.all.push_back(std::move(argument));
}

void Evaluator::parsed(const Value& parser) {
  Parser& owner = parsers_[parser.parser];
  owner.parsed = true;
  if (depth() > 0) owner.arguments.certain = false;
}

void Evaluator::shareCommands(const Value& owner, const Value& parent) {
  const Arguments& given = parsers_[parent.parser].arguments;
  takeCommands(owner, given.wantsCommand);
  parsers_[owner.parser].arguments.commandAt += given.commandAt;
  parsers_[owner.parser].commandsOf = parent.parser;
}

void Evaluator::takeCommands(const Value& owner, bool required) {
  Parser& parser = parsers_[owner.parser];
  Arguments& arguments = parser.arguments;
  if (arguments.takesCommand || depth() > parser.depth) escape(owner);
  arguments.takesCommand = true;
  arguments.wantsCommand = required;
  arguments.commandAt = 0;
  for (const Argument& argument : arguments.all) {
    if (!argument.positional()) continue;
    if (argument.least != 1 || argument.most != 1) escape(owner);
    ++arguments.commandAt;
  }
}

void Evaluator::addCommand(const Value& owner, const std::vector<std::string>& names, const Value& command) {
  Parser& parser = parsers_[owner.parser];
  if (names.empty()) {
    parser.arguments.knowsCommands = false;
  } else {
    parser.commands.push_back({names, command.parser});
  }
}

}  // namespace footplate::python
