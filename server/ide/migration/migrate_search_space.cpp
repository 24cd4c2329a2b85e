#include "ide/migration/migrate_search_space.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;
using yaml::ScalarType;

constexpr std::size_t deepest = 8;

struct Expression {
  std::string_view name;
  std::array<std::string_view, 3> fields;  // what the values are called, in their order

  std::size_t count() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(fields, [](std::string_view field) { return !field.empty(); }));
  }
};

constexpr Expression expressions[] = {
    {"randint", {"upper"}},
    {"uniform", {"min_value", "max_value"}},
    {"loguniform", {"min_value", "max_value"}},
    {"quniform", {"min_value", "max_value", "q"}},
    {"qloguniform", {"min_value", "max_value", "q"}},
    {"normal", {"mu", "sigma"}},
    {"lognormal", {"mu", "sigma"}},
    {"qnormal", {"mu", "sigma", "q"}},
    {"qlognormal", {"mu", "sigma", "q"}},
};

const Expression* expressionOf(std::string_view name) {
  const auto found = std::ranges::find(expressions, name, &Expression::name);
  return found == std::end(expressions) ? nullptr : &*found;
}

bool isExpression(std::string_view name) {
  return name == "choice" || expressionOf(name) != nullptr;
}

// The SDK saves `choice(0.1, 0.2)` as a list in a list.
std::vector<Node> valuesOf(Node given) {
  given = given.resolved();
  for (std::size_t depth = 0; depth < deepest && given.isSequence() && given.size() == 1; ++depth) {
    const Node only = (*given.items().begin()).resolved();
    if (!only.isSequence()) break;
    given = only;
  }
  std::vector<Node> values;
  for (const Node item : given.items()) values.push_back(item.resolved());
  if (given.isScalar()) values.push_back(given);
  return values;
}

// A value as Python writes it: so the script of v1 got it.
std::string pythonText(Node value, bool inside = false, std::size_t depth = 0) {
  value = value.resolved();
  if (value.isSequence() || value.isMapping()) {
    std::string text;
    const auto put = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (depth < deepest) {
      for (const Node item : value.items()) put(pythonText(item, true, depth + 1));
      for (yaml::Entry entry : value.entries())
        put(pythonText(entry.key, true, depth + 1) + ": " + pythonText(entry.value, true, depth + 1));
    }
    return value.isSequence() ? "[" + text + "]" : "{" + text + "}";
  }
  if (!value.isScalar() || yaml::typeOf(value) == ScalarType::null_) return "None";
  if (const auto truth = yaml::asBoolean(value)) return *truth ? "True" : "False";
  const bool quoted = inside && scalarType(value) == ScalarType::string;
  return quoted ? "'" + std::string(value.text()) + "'" : std::string(value.text());
}

// Whether v2 draws values by these numbers: ends that are apart, steps and deviations above 0.
bool hasValues(std::string_view expression, const std::vector<Node>& numbers) {
  const auto at = [&](std::size_t place) {
    return std::strtod(std::string(numbers[place].text()).c_str(), nullptr);
  };
  if (expression == "randint") return at(0) >= 1;
  const bool isNormal = expression.ends_with("normal");
  const bool isSound = isNormal ? at(1) > 0 : at(0) < at(1);
  return isSound && (!expression.starts_with('q') || at(2) > 0);
}

bool isNumber(Node value, bool whole) {
  const auto type = value.isScalar() ? scalarType(value) : ScalarType::null_;
  return type == ScalarType::integer || (!whole && type == ScalarType::number);
}

}  // namespace

SearchSpace::SearchSpace(const MigrationScope& scope) : scope_(scope) {
  const Node space = scope.find(scope.find(scope.root, "sampling"), "parameter_space");
  scope.readWhole(space);
  for (Node item : space.items()) {
    item = item.resolved();
    if (const std::string name = scope.text(item, "name"); !name.empty()) {
      add(name, item);
    } else {
      scope.note("'sampling.parameter_space': what has no 'name' is left out");
    }
  }
  for (yaml::Entry entry : mergedEntries(space)) add(std::string(entry.key.text()), entry.value.resolved());
  if (!parameters_.empty()) return;
  scope.note("'sampling.parameter_space' names no parameter: a choice of one stands in its place");
  parameters_.push_back({"value", "--value", "value", "choice", {}});
}

// Of two with one name v1 kept the later.
void SearchSpace::add(const std::string& key, Node body) {
  std::erase_if(parameters_, [&](const Parameter& other) { return other.key == key; });
  const std::string bare = key.substr(std::min(key.find_first_not_of('-'), key.size()));
  const auto isTaken = [&](const std::string& name) {
    return std::ranges::any_of(parameters_, [&](const Parameter& other) { return other.name == name; });
  };
  Parameter made{key, key.starts_with('-') ? key : "--" + key, freeName(portName(bare), isTaken), "", {}};
  readExpression(body, made);
  if (made.values.empty()) scope_.note("'" + made.flag + "' says no values: 0 stands in their place");
  parameters_.push_back(std::move(made));
}

void SearchSpace::readExpression(Node body, Parameter& made) const {
  const Node first = body.size() > 0 && body.isSequence() ? (*body.items().begin()).resolved() : Node();
  if (first.isScalar() && isExpression(toLower(first.text()))) {  // [uniform, [0.1, 1]]
    made.expression = toLower(first.text());
    std::vector<Node> rest;
    for (const Node item : body.items()) rest.push_back(item.resolved());
    if (rest.size() == 2) {
      made.values = valuesOf(rest[1]);
    } else {
      made.values.assign(rest.begin() + 1, rest.end());
    }
    return;
  }
  if (!body.isMapping()) {
    scope_.note("'" + made.flag + "' names no expression, it is now a choice");
    made.expression = "choice";
    made.values = valuesOf(body);
    return;
  }
  made.expression = scope_.word(body, "expression");
  made.values = valuesOf(scope_.find(body, "values"));
  if (made.expression.empty() && body.size() > 0) {  // {uniform: [0.1, 1]}
    const yaml::Entry only = *body.entries().begin();
    made.expression = toLower(only.key.text());
    made.values = valuesOf(only.value);
  }
}

std::vector<std::string> SearchSpace::flags() const {
  std::vector<std::string> flags;
  for (const Parameter& each : parameters_) flags.push_back(each.flag);
  return flags;
}

// What keeps each of the values one word, "" where all of them are.
std::string_view SearchSpace::quoteFor(const Parameter& one) {
  std::string_view quote;
  for (const Node value : one.values) {
    const std::string text = pythonText(value);
    if (text.find('\'') != std::string::npos) return "\"";
    if (shellWord(text) != text) quote = "'";
  }
  return quote;
}

std::string SearchSpace::arguments() const {
  std::string text;
  for (const Parameter& each : parameters_) {
    const std::string quote(quoteFor(each));
    text += " " + shellWord(each.flag) + " " + quote + "${{search_space." + each.name + "}}" + quote;
  }
  return text;
}

std::string SearchSpace::lines() const {
  std::string text = "search_space:\n";
  for (const Parameter& each : parameters_)
    text += "  " + yamlText(each.name) + ":\n" + expressionLines(each);
  return text;
}

std::string SearchSpace::expressionLines(const Parameter& one) const {
  const Expression* known = expressionOf(one.expression);
  if (known == nullptr) {
    if (one.expression != "choice")
      scope_.note("'" + one.flag + "': there is no expression '" + one.expression + "', it is now a choice");
    return choiceLines(one);
  }
  const bool whole = one.expression == "randint";
  const std::size_t count = known->count();
  const bool fits = one.values.size() >= count &&
                    std::ranges::all_of(one.values, [&](Node value) { return isNumber(value, whole); });
  if (!fits) {
    scope_.note("'" + one.flag + "': '" + one.expression + "' takes " + std::to_string(count) +
                (count == 1 ? " number" : " numbers") + ", it is now a choice of what is there");
    return choiceLines(one);
  }
  if (!hasValues(one.expression, one.values)) {
    scope_.note("'" + one.flag + "': '" + one.expression +
                "' has no values by these numbers, it is now a choice of what is there");
    return choiceLines(one);
  }
  std::string text = "    type: " + one.expression + "\n";
  for (std::size_t at = 0; at < count; ++at)
    text += "    " + std::string(known->fields[at]) + ": " + yamlScalar(one.values[at]) + "\n";
  for (std::size_t at = count; at < one.values.size(); ++at)
    scope_.note("'" + one.flag + "': '" + one.expression + "' has no place for '" +
                std::string(one.values[at].text()) + "', it is left out");
  return text;
}

// A choice takes no truth values, lists or nothing at all: the script gets the word that v1 gave it.
std::string SearchSpace::choiceLines(const Parameter& one) const {
  std::string text = "    type: choice\n    values:\n";
  if (one.values.empty()) return text + "      - 0\n";
  bool lists = false;
  for (const Node value : one.values) {
    const bool asItIs =
        value.isScalar() && yaml::typeOf(value) != ScalarType::null_ && !yaml::asBoolean(value);
    text += "      - " + (asItIs ? yamlScalar(value) : yamlText(pythonText(value))) + "\n";
    lists = lists || !value.isScalar();
  }
  if (lists) scope_.note("'" + one.flag + "': a choice takes no lists, the script gets them as text");
  return text;
}

}  // namespace footplate::ide
