// `binding.`: every ${{ }} of a document, collected with the unit it stands in and handed to the checks.
#include "ide/checks/rules_bindings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/strings.h"
#include "ide/checks/binding_checks.h"
#include "ide/checks/lost_keys.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using schema::Issue;
using yaml::Entry;
using yaml::Node;

constexpr unsigned deepest = 100;
// Texts for people, where nothing is filled in.
constexpr std::array<std::string_view, 5> proseFields{"description", "display_name", "tags", "properties",
                                                      "comment"};

class Walk {
 public:
  explicit Walk(BindingView& view) : view_(view) {}

  void unit(const Unit& unit) {
    view_.units.push_back(&unit);
    for (const Entry entry : unit.body.entries()) {
      if (!entry.key.isScalar() || isOneOf(entry.key.text(), proseFields)) continue;
      // Steps in a list: that is told, and none of them is known as one.
      if (entry.key.text() == "jobs" && entry.value.resolved().isSequence()) continue;
      value(entry.value, unit, entry.key.text(), 0);
    }
  }

 private:
  void value(Node node, const Unit& around, std::string_view field, unsigned depth) {
    if (depth > deepest) return;
    if (node.isScalar()) return scalar(node, around, field);
    const Unit* inner = view_.scopes.enter(around, node);
    if (inner != &around) return unit(*inner);
    const bool isPort = node.parent() && node.parent().parent() == around.body;
    for (const Entry entry : node.entries()) {
      if (entry.key.isScalar() && schema::hasBinding(entry.key.text())) scalar(entry.key, around, field);
      const bool prose = isPort && entry.key.text() == "description";
      if (!prose) value(entry.value, around, field, depth + 1);
    }
    for (const Node item : node.items()) value(item, around, field, depth + 1);
  }

  void scalar(Node scalar, const Unit& unit, std::string_view field) {
    std::vector<Expression> expressions = schema::findExpressions(scalar);
    checkForms(scalar, expressions, unit, field, view_);
    for (Expression& expression : expressions) {
      if (expression.form == Expression::Form::optional) continue;
      const Binding binding = readBinding(view_.scopes, expression, unit);
      view_.seen.push_back({std::move(expression), scalar, &unit, field, binding});
    }
  }

  BindingView& view_;
};

// "type:uri_file" alone below the name of an input or output.
void checkLostSpaces(BindingView& view) {
  for (const Unit* unit : view.units) {
    for (const Ports* ports : {&unit->inputs, &unit->outputs}) {
      for (const Port& port : ports->list()) {
        if (!lacksSpace(port.value) || port.key.parent().parent() != unit->body) continue;
        // An input that is given may be any text.
        const bool isText = ports == &unit->inputs && !unit->definition;
        tellLostSpace(port.value, isText ? Severity::warning : Severity::error, view.scope);
        view.told.push_back(port.value.span());
      }
    }
  }
}

// Those of the places that are told here.
void dropRetold(std::vector<Span> told, std::vector<Issue>& issues) {
  if (told.empty()) return;
  std::ranges::sort(told, {}, &Span::begin);
  const auto isRetold = [&](const Issue& issue) {
    const auto after = std::ranges::upper_bound(told, issue.span.begin, {}, &Span::begin);
    const bool inside = after != told.begin() && issue.span.end <= std::prev(after)->end;
    return inside && (issue.code.starts_with("schema.") || issue.code == "rule.input");
  };
  std::erase_if(issues, isRetold);
}

}  // namespace

const SeenBinding* seenIn(const BindingView& view, Node scalar) {
  if (!scalar || !schema::isBinding(scalar.text())) return nullptr;
  const auto begin = [](const SeenBinding& seen) { return seen.scalar.span().begin; };
  const auto found = std::ranges::lower_bound(view.seen, scalar.span().begin, {}, begin);
  if (found == view.seen.end() || found->scalar != scalar) return nullptr;
  const bool only = found + 1 == view.seen.end() || (found + 1)->scalar != scalar;
  return only ? &*found : nullptr;
}

BindingFindings checkBindings(const Document& document, const Workspace& workspace) {
  BindingFindings found;
  Scopes scopes(document, workspace);
  const Unit* root = scopes.root();
  const Unit* scheduled = scopes.scheduled();
  if (root == nullptr && scheduled == nullptr) return found;
  const RuleScope scope{document, workspace, found.issues};
  BindingView view{scope, scopes, {}, {}, {}, {}, {}};
  if (root) Walk(view).unit(*root);
  if (scheduled) view.units.push_back(scheduled);
  for (const SeenBinding& seen : view.seen) checkExpression(seen, view);
  checkLostSpaces(view);
  checkSteps(view);
  checkFlow(view);
  checkNesting(view);
  checkOutputs(view);
  found.told = std::move(view.told);
  return found;
}

void addBindings(BindingFindings found, std::vector<Issue>& issues) {
  dropRetold(std::move(found.told), issues);
  std::ranges::move(found.issues, std::back_inserter(issues));
}

}  // namespace footplate::ide
