#include "ide/bindings/binding_uses.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "ide/bindings/binding_use_parts.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using yaml::Entry;
using yaml::Node;
using State = Binding::State;
using What = Definition::What;

constexpr unsigned deepest = 100;

// A step that is another one by "*" has a name of its own.
Definition stepNamed(Scopes& scopes, const Unit& step, std::string_view name) {
  Definition definition = stepDefinition(scopes, step);
  if (definition.key.text() == name || step.pipeline == nullptr) return definition;
  for (const Entry entry : step.pipeline->jobs.entries()) {
    if (entry.key.text() == name && entry.value.isAlias()) definition.key = entry.key;
  }
  return definition;
}

class Uses {
 public:
  Uses(const Document& document, const Workspace& workspace)
      : document_(document), scopes_(document, workspace) {}

  std::vector<BindingUse> all() {
    if (const Unit* root = scopes_.root()) walk(root->body, *root, 0);
    if (const Unit* scheduled = scopes_.scheduled()) walk(scheduled->body, *scheduled, 0);
    addBorrowedUses(document_, scopes_, found_);
    std::ranges::stable_sort(found_, {}, [](const BindingUse& use) { return use.span.begin; });
    return std::move(found_);
  }

 private:
  void walk(Node node, const Unit& unit, unsigned depth) {
    if (depth > deepest) return;
    if (node.isScalar()) return scalar(node, unit);
    if (unit.type == "do_while" && node.parent() == unit.body && node.entryKey().text() == "mapping")
      loopMapping(node, unit);
    for (const Entry entry : node.entries()) {
      key(entry.key, unit);
      walk(entry.value, *scopes_.enter(unit, entry.value), depth + 1);
    }
    for (const Node item : node.items()) walk(item, unit, depth + 1);
  }

  // A key of inputs, outputs or search_space, the name of a step, or (in do_while) a binding.
  void key(Node key, const Unit& unit) {
    if (!key.isScalar()) return;
    if (schema::hasBinding(key.text())) return scalar(key, unit);
    const Node group = key.parent();
    if (unit.jobs && group == unit.jobs) {
      const Unit* step = scopes_.step(unit, key.text());
      const bool isOwn = step && (step->body.entryKey() == key || key.entryValue().isAlias());
      if (isOwn) add(key.span(), stepNamed(scopes_, *step, key.text()), true);
      return;
    }
    if (group.parent() != unit.body || !group.entryKey()) return;
    const std::string_view name = group.entryKey().text();
    if (name == "inputs") port(key, unit, unit.inputs, What::input);
    if (name == "outputs") port(key, unit, unit.outputs, What::output);
    if (name == "search_space") port(key, unit, unit.search, What::search);
  }

  // What a step gives is a use of what its component takes.
  void port(Node key, const Unit& unit, const Ports& own, What what) {
    const Unit* component = scopes_.component(unit);
    if (component) {
      const Ports& ports = what == What::output ? component->outputs : component->inputs;
      if (const Port* taken = ports.find(key.text())) {
        const What kind = what == What::output ? What::output : What::input;
        const Binding binding{State::found, 0, 0, component, &unit, taken, kind};
        return add(key.span(), definitionOf(scopes_, binding), false);
      }
    }
    const Port* port = own.find(key.text());
    if (port == nullptr || port->key != key) return;
    add(key.span(), definitionOf(scopes_, {State::found, 0, 0, &unit, nullptr, port, what}), true);
  }

  // do_while: outputs of the body become inputs of its next round.
  void loopMapping(Node mapping, const Unit& loop) {
    const std::vector<Expression> body = schema::findExpressions(loop.body.find("body").resolved());
    if (body.size() != 1) return;
    const Unit* step = readBinding(scopes_, body.front(), loop).step;
    const Unit* component = step ? scopes_.component(*step) : nullptr;
    const Unit* unit = component ? component : step;
    if (unit == nullptr) return;
    for (const Entry entry : mapping.entries()) {
      portName(entry.key, *unit, unit->outputs, What::output);
      portName(entry.value, *unit, unit->inputs, What::input);
      for (const Node item : entry.value.items()) portName(item, *unit, unit->inputs, What::input);
    }
  }

  void portName(Node name, const Unit& unit, const Ports& ports, What what) {
    const Port* port = name.isScalar() ? ports.find(name.text()) : nullptr;
    if (port)
      add(name.span(), definitionOf(scopes_, {State::found, 0, 0, &unit, nullptr, port, what}), false);
  }

  void scalar(Node scalar, const Unit& unit) {
    addExpressionUses(scopes_, scalar, unit, found_);
    const bool isCommand = scalar.parent() == unit.body && scalar.entryKey().text() == "command";
    if (!isCommand) return;
    variables(scalar, unit, "AZURE_ML_INPUT_", What::input);
    variables(scalar, unit, "AZURE_ML_OUTPUT_", What::output);
    variables(scalar, unit, "AZUREML_OUTPUT_", What::output);
  }

  // "$AZURE_ML_INPUT_lr": a command finds what it takes and gives in variables, too.
  void variables(Node command, const Unit& unit, std::string_view mark, What what) {
    const Span span = command.span();
    const std::string_view text = std::string_view(*document_.text).substr(span.begin, span.size());
    const auto isOfName = [](char c) { return isLetter(c) || isDigit(c) || c == '_'; };
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
      const std::size_t begin = at + mark.size();
      std::size_t end = begin;
      while (end < text.size() && isOfName(text[end])) ++end;
      const Ports& ports = what == What::input ? unit.inputs : unit.outputs;
      const Port* port =
          at > 0 && isOfName(text[at - 1]) ? nullptr : ports.find(text.substr(begin, end - begin));
      if (port == nullptr) continue;
      const Span name{span.begin + static_cast<Offset>(begin), span.begin + static_cast<Offset>(end)};
      add(name, definitionOf(scopes_, {State::found, 0, 0, &unit, nullptr, port, what}), false);
    }
  }

  void add(Span span, Definition definition, bool isDefinition) {
    found_.push_back({span, std::move(definition), isDefinition});
  }

  const Document& document_;
  Scopes scopes_;
  std::vector<BindingUse> found_;
};

}  // namespace

void addExpressionUses(Scopes& scopes, Node scalar, const Unit& unit, std::vector<BindingUse>& uses) {
  for (const Expression& expression : schema::findExpressions(scalar)) {
    if (expression.form != Expression::Form::binding) continue;
    const Binding binding = readBinding(scopes, expression, unit);
    if (binding.step && expression.path.size() > 2) {
      const schema::ExpressionPart& name = expression.path[2];
      uses.push_back({name.span, stepNamed(scopes, *binding.step, name.text), false});
    }
    if (binding.port == nullptr) continue;
    const std::size_t first = binding.step ? 4 : expression.path.front().text == "parent" ? 2 : 1;
    const Span name{expression.path[first].span.begin, expression.path[binding.nameEnd - 1].span.end};
    uses.push_back({name, definitionOf(scopes, binding), false});
  }
}

std::vector<BindingUse> bindingUses(const Document& document, const Workspace& workspace) {
  return Uses(document, workspace).all();
}

}  // namespace footplate::ide
