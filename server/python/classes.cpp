#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "python/evaluator.h"

// Classes of the script and what they make: `self.parser`, options in a class of their own, and classes made
// of ArgumentParser.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

constexpr std::size_t mostVisits = 200;  // of the classes of one lineage
constexpr std::size_t mostObjects = 500;

// Bases that give a class nothing of their own.
bool isPlainBase(SyntaxNode node, const Value& value) {
  return (node.text() == "object" && value.is(Kind::unknown)) || value.isExternal("abc.ABC");
}

// What ArgumentParser calls of itself when it is given arguments or reads them.
bool changesParsing(std::string_view method) {
  if (isOneOf(method, {"parse_known_args", "parse_intermixed_args", "parse_known_intermixed_args",
                       "add_argument", "add_argument_group", "add_mutually_exclusive_group", "add_subparsers",
                       "convert_arg_line_to_args", "exit", "register"}))
    return true;
  constexpr std::string_view inner[] = {"_add_action", "_add_container", "_check", "_get",      "_match",
                                        "_parse",      "_pop",           "_read",  "_registry", "_remove"};
  return std::ranges::any_of(inner, [&](std::string_view start) { return method.starts_with(start); });
}

}  // namespace

void Evaluator::readBases(SyntaxNode node, Class& made) {
  made.bases.clear();
  for (SyntaxNode base : node.field("superclasses").children()) {
    if (base.is("keyword_argument")) {
      made.foreign = made.foreign || !isOneOf(base.field("value").text(), {"ABCMeta", "abc.ABCMeta"});
      continue;
    }
    const Value value = eval(base);
    if (isPlainBase(base, value)) continue;
    made.bases.push_back(value);
  }
}

void Evaluator::addToLineage(const Value& type, Lineage& all) const {
  const auto found = classes_.find({type.module, type.node.id()});
  // Names that are bound anew can make a class of one that is made of it.
  if (found == classes_.end() || ++all.visits > mostVisits) {
    all.foreign = true;
    return;
  }
  // One that several classes are made of comes behind all of them.
  std::erase(all.classes, type);
  all.classes.push_back(type);
  all.foreign = all.foreign || found->second.foreign;
  for (const Value& base : found->second.bases) {
    if (base.isExternal("argparse.ArgumentParser")) {
      all.isParser = true;
    } else if (base.is(Kind::type) && base.node != type.node) {
      addToLineage(base, all);
    } else {
      all.foreign = true;
      all.classes.emplace_back();  // whatever it has hides what comes behind
    }
  }
}

Evaluator::Lineage Evaluator::lineage(const Value& type) const {
  Lineage all;
  addToLineage(type, all);
  return all;
}

// Methods and commands of the class; its other attributes may be changed anywhere. `behind`: of those that
// come after this class.
std::optional<Value> Evaluator::classMember(const Lineage& lineage, const std::string& name,
                                            SyntaxNode behind) const {
  bool reached = !behind;
  for (const Value& type : lineage.classes) {
    if (!std::exchange(reached, reached || type.node == behind)) continue;
    if (type.is(Kind::unknown)) return Value();
    const auto names = classes_.find({type.module, type.node.id()});
    if (names == classes_.end()) continue;
    const auto found = names->second.names.find(name);
    if (found == names->second.names.end()) continue;
    Value member = found->second;
    if (member.is(Kind::function)) member.owner = type.node;
    return member.is(Kind::function) || member.is(Kind::parser) ? member : Value();
  }
  return {};
}

Value Evaluator::instantiate(const Value& type, const Call& call) {
  const Lineage all = lineage(type);
  if (all.foreign || classMember(all, "__new__", {}) || objects_.size() >= mostObjects) {
    evalArguments(call);
    return {};
  }
  Value self;
  self.kind = Kind::object;
  if (all.isParser) self = makeParser();
  objects_.push_back({{}, type, {}, depth()});
  self.object = objects_.size();
  objects_.back().self = self;
  if (all.isParser) checkOverrides(self, all);
  auto begin = classMember(all, "__init__", {});
  if (begin && begin->is(Kind::function)) {
    begin->bound = true;
    begin->object = self.object;
    callFunction(*begin, call);
  } else if (all.isParser && !begin) {
    setUpParser(*this, self, call);
  } else {
    evalArguments(call);
    if (begin) escape(self);
  }
  return self;
}

// A class that changes how words are read takes something else than was seen.
void Evaluator::checkOverrides(const Value& object, const Lineage& lineage) {
  bool changed = false;
  for (const Value& type : lineage.classes) {
    for (const auto& [name, value] : classes_.at({type.module, type.node.id()}).names) {
      changed = changed || changesParsing(name);
      if (name != "error" || !value.is(Kind::function)) continue;
      // One that comes back lets the script start all the same.
      const std::string_view body = value.node.field("body").text();
      const bool ends = body.find("exit") != std::string_view::npos ||
                        body.find("raise") != std::string_view::npos ||
                        body.find(".error(") != std::string_view::npos;
      changed = changed || !ends;
    }
  }
  if (changed) escape(object);
}

std::optional<Value> Evaluator::objectMember(const Value& owner, const std::string& name) {
  const Object& object = objects_[owner.object - 1];
  const auto own = object.attributes.find(name);
  if (own != object.attributes.end()) return own->second;
  auto member = classMember(lineage(object.type), name, {});
  if (member && member->is(Kind::function)) {
    if (member->isStatic) return *member;
    if (!member->bound) member->object = owner.object;
    member->bound = true;
    if (!member->property) return *member;
    if (std::ranges::find(active_, member->node) != active_.end() || active_.size() >= mostActive)
      return Value();
    Names names;
    const SyntaxNode self = member->node.field("parameters").firstChild();
    if (self.is("identifier")) names[std::string(self.text())] = owner;
    return runFunction(*member, names, nullptr);
  }
  return member;
}

void Evaluator::setAttribute(const Value& owner, const std::string& name, const Value& value) {
  Object& object = objects_[owner.object - 1];
  if (object.escaped) escape(value);
  const bool keeps = !object.escaped || value.is(Kind::parser) || value.is(Kind::commands);
  store(object.attributes, name, keeps ? value : Value(), depth() > object.depth);
}

Value Evaluator::callMethod(const Value& owner, const std::string& name, const Call& call) {
  const auto found = objectMember(owner, name);
  if (found && !found->is(Kind::unknown)) return callKnown(*found, call);
  if (owner.is(Kind::parser) && !found) return callParserMethod(*this, owner, name, call);
  if (addsToParser(name)) lost_ = true;
  evalArguments(call);
  if (found || name.starts_with("__")) escape(owner);
  return {};
}

// super() and super(Class, self).
Value Evaluator::superOf(const Call& call) {
  const Frame& frame = frames_.back();
  Value self = frame.self;
  SyntaxNode behind = frame.owner;
  if (call.positional.size() == 2) {
    const Value type = eval(call.positional[0]);
    self = eval(call.positional[1]);
    behind = type.is(Kind::type) ? type.node : SyntaxNode();
  }
  if (self.object == 0 || !behind || self.is(Kind::function)) {
    evalArguments(call);
    return {};
  }
  Value parent;
  parent.kind = Kind::parent;
  parent.node = behind;
  parent.object = self.object;
  return parent;
}

Value Evaluator::callParent(const Value& parent, const std::string& name, const Call& call) {
  const Value self = objects_[parent.object - 1].self;
  const Lineage all = lineage(objects_[parent.object - 1].type);
  auto member = classMember(all, name, parent.node);
  if (member && member->is(Kind::function)) {
    if (!member->isStatic && !member->bound) {
      member->bound = true;
      member->object = parent.object;
    }
    return callFunction(*member, call);
  }
  if (self.is(Kind::parser) && !member) {
    if (name != "__init__") return callParserMethod(*this, self, name, call);
    setUpParser(*this, self, call);
    return {};
  }
  if (addsToParser(name)) lost_ = true;
  evalArguments(call);
  if (member) escape(self);
  return {};
}

void Evaluator::escapeObject(Object& object) {
  if (std::exchange(object.escaped, true)) return;
  for (auto& [name, value] : object.attributes) {
    escape(value);
    if (!value.is(Kind::parser) && !value.is(Kind::commands)) value = {};
  }
}

// `self.ready` and `not self.ready` where the script has set it to one of True and False.
std::optional<bool> Evaluator::truthOfAttribute(SyntaxNode condition) {
  const bool negated = condition.is("not_operator");
  const SyntaxNode asked = negated ? condition.field("argument") : condition;
  if (!asked.is("attribute") || !asked.field("object").is("identifier")) return {};
  const Value owner = eval(asked.field("object"));
  if (!owner.is(Kind::object) || objects_[owner.object - 1].escaped) return {};
  const auto truth = boolean(asked);
  if (!truth) return {};
  return *truth != negated;
}

std::optional<std::vector<std::string_view>> Evaluator::handedOn(const Call& call) const {
  const Frame& frame = frames_.back();
  if (frame.call == nullptr || frame.call->splat) return {};
  std::vector<std::string_view> taken;
  std::vector<std::string_view> rest;
  for (SyntaxNode parameter : frame.function.field("parameters").children()) {
    const SyntaxNode first = parameter.firstChild();
    (parameter.type().ends_with("splat_pattern") ? rest : taken)
        .push_back(parameter.is("identifier") ? parameter.text()
                   : parameter.field("name")  ? parameter.field("name").text()
                                              : first.text());
  }
  // All that the call spreads has to be what the function was given, as it was.
  for (SyntaxNode child : call.node.field("arguments").children()) {
    if (!child.is("list_splat") && !child.is("dictionary_splat")) continue;
    const std::string name(child.firstChild().text());
    if (std::ranges::find(rest, name) == rest.end() || frame.names->count(name) != 0 ||
        changed_.count(name) != 0)
      return {};
  }
  if (frame.call->positional.size() + 1 > taken.size()) return {};
  std::vector<std::string_view> handed;
  for (const auto& [name, value] : frame.call->keywords) {
    if (std::ranges::find(taken, name) == taken.end()) handed.push_back(name);
  }
  return handed;
}

}  // namespace footplate::python
