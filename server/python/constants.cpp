#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "python/evaluator.h"

// Lists of texts that are constants of the script, or computed from such: what choices are made of.

namespace footplate::python {
namespace {

using Kind = Value::Kind;

constexpr std::size_t mostTexts = 2000;
constexpr unsigned deepest = 100;

// Methods that change what they are called of.
bool changes(std::string_view method) {
  return isOneOf(method, {"append", "extend", "insert", "remove", "pop", "clear", "update", "add",
                          "setdefault", "discard", "popitem", "__setitem__", "__delitem__"});
}

// `a + b`, of lists and tuples, or `a | b`, of sets and dictionaries.
bool joins(SyntaxNode operation) {
  const std::string_view text = operation.text();
  const SyntaxNode left = operation.field("left");
  const SyntaxNode right = operation.field("right");
  const std::string_view between =
      text.substr(left.span().end - operation.span().begin, right.span().begin - left.span().end);
  return trim(between) == "+" || trim(between) == "|";
}

// The last name of `NAMES`, `config.NAMES` or `NAMES["x"]`.
std::string_view lastName(SyntaxNode node) {
  if (node.is("subscript")) node = node.field("value");
  return node.is("attribute") ? node.field("attribute").text() : node.text();
}

// An enumeration of texts is read from its plain members; what gives it values of its own is not followed.
bool isPlainMethod(SyntaxNode function) {
  return !isOneOf(function.field("name").text(),
                  {"_missing_", "__new__", "__init__", "_generate_next_value_"});
}

}  // namespace

template <class Read>
auto Evaluator::inside(Module* module, Read read) {
  if (module == nullptr || module == frames_.back().module) return read();
  frames_.push_back({module, &module->names, depth()});
  auto result = read();
  frames_.pop_back();
  return result;
}

void Evaluator::findChanges(const Module& module) {
  for (std::uint32_t id = 0; id < module.syntax->size(); ++id) {
    const SyntaxNode node(module.syntax.get(), id);
    SyntaxNode changed;
    if (node.is("call")) {
      const SyntaxNode callee = node.field("function");
      if (callee.is("attribute") && changes(callee.field("attribute").text()))
        changed = callee.field("object");
    } else if (node.is("augmented_assignment")) {
      changed = node.field("left");
    } else if (node.is("assignment") && node.field("left").is("subscript")) {
      changed = node.field("left");
    } else if (node.is("delete_statement")) {
      changed = node.firstChild();
    }
    if (changed) changed_.emplace(lastName(changed));
  }
}

void Evaluator::spoil(const Value& value) {
  if (value.isCollection()) spoilt_.push_back(value.node);
}

void Evaluator::noteChange(const Value& owner, std::string_view method) {
  if (owner.isCollection() && changes(method)) spoil(owner);
}

bool Evaluator::isConstant(const Value& value) const {
  return std::ranges::find(spoilt_, value.node) == spoilt_.end();
}

std::optional<double> Evaluator::number(SyntaxNode node) {
  const Value value = eval(node);
  if (!value.is(Kind::literal)) return {};
  const std::string text = replaceAll(std::string(value.node.text()), "_", "");
  double read = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return read;
}

std::optional<std::vector<std::string>> Evaluator::strings(SyntaxNode list) {
  auto found = constants(list);
  if (!found) return {};
  return std::move(found->texts);
}

std::optional<Evaluator::Constants> Evaluator::constants(SyntaxNode list) {
  if (!list || !tick() || nesting_ >= deepest) return {};
  if ((list.is("identifier") || list.is("attribute")) && changed_.count(lastName(list)) != 0) return {};
  const Value value = eval(list);
  if (!value.isCollection() || !isConstant(value)) return {};
  ++nesting_;
  auto found = inside(value.module, [&] { return itemsOf(value.node); });
  --nesting_;
  if (found && found->texts.size() > mostTexts) return {};
  return found;
}

std::optional<Evaluator::Constants> Evaluator::itemsOf(SyntaxNode list) {
  if (list.is("call")) return called(list);
  if (list.type().ends_with("comprehension") || list.is("generator_expression")) return comprehension(list);
  Constants all;
  const auto addAll = [&](SyntaxNode node) {
    const auto more = constants(node);
    if (!more) return false;
    all.texts.insert(all.texts.end(), more->texts.begin(), more->texts.end());
    all.hasTexts = all.hasTexts || more->hasTexts;
    all.hasNumbers = all.hasNumbers || more->hasNumbers;
    return true;
  };
  if (list.is("binary_operator"))
    return addAll(list.field("left")) && addAll(list.field("right")) && joins(list) ? std::optional(all)
                                                                                    : std::nullopt;
  for (SyntaxNode item : list.children()) {
    const bool isPair = item.is("pair");
    if (list.is("dictionary") != isPair) return {};
    if (item.is("list_splat") ? !addAll(item.firstChild()) : !addItem(isPair ? item.field("key") : item, all))
      return {};
  }
  return all;
}

bool Evaluator::addItem(SyntaxNode item, Constants& all) {
  if (number(item)) {
    all.texts.emplace_back(eval(item).node.text());
    all.hasNumbers = true;
    return true;
  }
  const auto text = string(item);
  if (!text) return false;
  all.texts.push_back(*text);
  all.hasTexts = true;
  return true;
}

// list(NAMES), sorted(NAMES), NAMES.keys(), range(4), dict(a=1).
std::optional<Evaluator::Constants> Evaluator::called(SyntaxNode node) {
  const Call call(node);
  const SyntaxNode callee = node.field("function");
  if (callee.is("attribute")) {
    const SyntaxNode owner = callee.field("object");
    const SyntaxNode made = eval(owner).node;
    const bool isDictionary = made.is("dictionary") || made.field("function").text() == "dict";
    return isDictionary ? constants(owner) : std::nullopt;
  }
  if (call.splat) return {};
  if (callee.text() == "range") return range(call);
  if (callee.text() != "dict")
    return call.positional.size() == 1 ? constants(call.positional.front()) : std::nullopt;
  if (!call.positional.empty()) return {};
  Constants all;
  all.hasTexts = true;
  for (const auto& [name, value] : call.keywords) all.texts.emplace_back(name);
  return all;
}

std::optional<Evaluator::Constants> Evaluator::range(const Call& call) {
  std::array<long, 3> bounds{0, 0, 1};
  if (call.positional.empty() || call.positional.size() > bounds.size()) return {};
  for (std::size_t i = 0; i < call.positional.size(); ++i) {
    const auto bound = number(call.positional[i]);
    if (!bound || std::abs(*bound) > 1e9) return {};
    bounds[call.positional.size() == 1 ? 1 : i] = static_cast<long>(*bound);
  }
  const auto [from, to, step] = bounds;
  if (step <= 0 || to - from > static_cast<long>(mostTexts)) return {};
  Constants all;
  all.hasNumbers = true;
  for (long at = from; at < to; at += step) all.texts.push_back(std::to_string(at));
  return all;
}

// [x for x in NAMES], [x.value for x in Enumeration]; what has conditions is not followed.
std::optional<Evaluator::Constants> Evaluator::comprehension(SyntaxNode node) {
  const SyntaxNode body = node.field("body");
  std::vector<SyntaxNode> clauses = node.children();
  std::erase(clauses, body);
  if (clauses.size() != 1 || !clauses.front().is("for_in_clause")) return {};
  const SyntaxNode name = clauses.front().field("left");
  const SyntaxNode source = clauses.front().field("right");
  if (!name.is("identifier")) return {};
  if (body.is("identifier") && body.text() == name.text()) return constants(source);
  if (body.is("attribute") && body.field("object").text() == name.text())
    return memberTexts(source, body.field("attribute").text());
  return {};
}

std::optional<Evaluator::Constants> Evaluator::memberTexts(SyntaxNode of, std::string_view attribute) {
  if (of.is("call") && isOneOf(of.field("function").text(), {"list", "tuple", "sorted"})) {
    const Call call(of);
    if (call.positional.size() != 1 || call.splat) return {};
    of = call.positional.front();
  }
  if (attribute != "value" && attribute != "name") return {};
  const auto found = members(eval(of));
  if (!found) return {};
  Constants all;
  all.hasTexts = true;
  for (const Member& member : *found) all.texts.push_back(attribute == "value" ? member.value : member.name);
  return all;
}

std::optional<std::vector<Evaluator::Member>> Evaluator::members(const Value& type) {
  if (!type.is(Kind::type)) return {};
  return inside(type.module, [&]() -> std::optional<std::vector<Member>> {
    bool isEnumeration = false;
    for (SyntaxNode base : type.node.field("superclasses").children()) {
      const Value value = eval(base);
      if (value.isExternal("enum.Enum") || value.isExternal("enum.StrEnum")) {
        isEnumeration = true;
      } else if (base.text() != "str") {
        return {};
      }
    }
    if (!isEnumeration) return {};
    std::vector<Member> all;
    for (SyntaxNode statement : type.node.field("body").children()) {
      if (statement.is("function_definition") && isPlainMethod(statement)) continue;
      const SyntaxNode inner = statement.firstChild();
      if (statement.is("decorated_definition") && isPlainMethod(statement.field("definition"))) continue;
      if (statement.is("pass_statement") || inner.is("string")) continue;
      if (!statement.is("expression_statement") || !inner.is("assignment")) return {};
      const auto value = string(inner.field("right"));
      if (!value || !inner.field("left").is("identifier")) return {};
      all.push_back({std::string(inner.field("left").text()), *value});
    }
    return all.empty() ? std::nullopt : std::optional(all);
  });
}

}  // namespace footplate::python
