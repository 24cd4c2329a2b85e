#include "ide/hover/hover_bindings.h"

#include <algorithm>
#include <string>

#include "base/path.h"
#include "ide/bindings/binding_place.h"
#include "ide/bindings/bindings.h"
#include "ide/bindings/port_words.h"
#include "ide/excerpt.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using State = Binding::State;
using yaml::Node;

class BindingHover {
 public:
  BindingHover(const Document& document, const Workspace& workspace)
      : document_(document), scopes_(document, workspace) {}

  std::optional<Hover> expression(Node scalar, const Expression& expression) {
    const Unit* unit = scopes_.unitAt(scalar);
    const Binding binding = unit ? readBinding(scopes_, expression, *unit) : Binding();
    const Definition target = definitionOf(scopes_, binding);
    if (!target) return serverSide(expression, unit != nullptr);
    std::string words = "`" + expression.dotted() + "`";
    if (binding.port) words += typed(*binding.unit, *binding.port);
    words += ", " + where(target) + "\n\n";
    if (binding.port) words += description(*binding.port) + value(binding);
    if (binding.state == State::open) words += "its component is not in this workspace\n\n";
    return Hover{words + excerpt(*target.document, target.key, target.value), expression.span};
  }

  // Inputs and outputs of a step are those of its component.
  std::optional<Hover> key(Node key) {
    const BindingPlace place = bindingPlace(scopes_, key);
    if (place.unit == nullptr || key.text() != place.port) return std::nullopt;
    const Unit* component = scopes_.component(*place.unit);
    if (component == nullptr || component->document == place.unit->document) return std::nullopt;
    const Port* port = (place.field == "outputs" ? component->outputs : component->inputs).find(place.port);
    if (port == nullptr) return std::nullopt;
    const auto what = place.field == "outputs" ? Definition::What::output : Definition::What::input;
    const Binding binding{State::found, 0, 0, component, nullptr, port, what};
    const Definition target = definitionOf(scopes_, binding);
    return Hover{"**" + markdownText(port->name) + "**" + typed(*component, *port) + ", " + where(target) +
                     "\n\n" + description(*port) + excerpt(*target.document, target.key, target.value),
                 key.span()};
  }

 private:
  std::string typed(const Unit& unit, const Port& port) {
    const std::string detail = portDetail(port, resolvedType(scopes_, unit, port));
    return detail.empty() ? "" : ": " + markdownText(detail);
  }

  static std::string description(const Port& port) {
    const std::string words = portDescription(port);
    return words.empty() ? "" : words + "\n\n";
  }

  std::string where(const Definition& target) const {
    const std::uint32_t line = target.document->yaml().lines().lineOf(target.key.span().begin) + 1;
    const std::string words = "line " + std::to_string(line);
    if (!target.holder) return words;
    return words + " of `" + relativePath(target.path(), document_.folder()) + "`";
  }

  // The way from an input to the value that the pipeline gives it.
  std::string value(const Binding& binding) {
    std::vector<BindingEnd> ends = followBinding(scopes_, binding);
    if (!ends.empty()) ends.erase(ends.begin());
    if (const Port* given = givenAround(binding)) {
      const Binding around{State::found, 0, 0, binding.unit->holder, nullptr, given, binding.what};
      const std::vector<BindingEnd> more = followBinding(scopes_, around);
      ends.insert(ends.end(), more.begin(), more.end());
    }
    std::string words;
    for (const BindingEnd& end : ends) {
      words += "← `" + std::string(end.port->name) + "`" + typed(*end.unit, *end.port) + ", " +
               where(end.definition) + "\n\n";
    }
    return words;
  }

  // What the step around a component in place gives its input.
  static const Port* givenAround(const Binding& binding) {
    const bool isInput = binding.what == Definition::What::input && binding.unit != nullptr;
    const Unit* holder = isInput && binding.unit->definition ? binding.unit->holder : nullptr;
    return holder == nullptr ? nullptr : holder->inputs.find(binding.port->name);
  }

  // Names the service fills in, and names that nothing defines where all of them are known.
  static std::optional<Hover> serverSide(const Expression& expression, bool isJudged) {
    const std::string path = expression.dotted();
    for (const ServerName& known : serverNames()) {
      if (path == known.path) return Hover{codeSpan(path) + ": " + std::string(known.words), expression.span};
    }
    if (!isJudged) return std::nullopt;
    return Hover{codeSpan(path) + " is not defined here", expression.span};
  }

  const Document& document_;
  Scopes scopes_;
};

// Whether a key may be an input or output of a component that stands elsewhere: what the whole document takes
// is only then worth reading.
bool namesComponentsPort(Node key) {
  const Node ports = key.parent();
  const std::string_view group = ports.entryKey().text();
  if (group != "inputs" && group != "outputs" && group != "search_space") return false;
  const Node body = ports.parent();
  return body.find("component") || body.find("trial") || body.find("job");
}

}  // namespace

std::optional<Hover> bindingHover(const Document& document, Offset at, Node node,
                                  const Workspace& workspace) {
  if (!node.isScalar() || !node.span().touches(at)) return std::nullopt;
  for (const Expression& expression : schema::findExpressions(node)) {
    if (expression.span.contains(at) && !expression.path.empty())
      return BindingHover(document, workspace).expression(node, expression);
  }
  const bool isPort = node.isKey() && hasUnits(document.kind) && namesComponentsPort(node);
  return isPort ? BindingHover(document, workspace).key(node) : std::nullopt;
}

}  // namespace footplate::ide
