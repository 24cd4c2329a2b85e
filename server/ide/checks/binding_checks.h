// What the checks of `${{ }}` share: one walk collects every expression with the unit it stands in, then each
// check looks at the collection. Private to rules_bindings.cpp, rules_expressions.cpp, rules_forms.cpp,
// rules_bare_names.cpp, rules_steps.cpp, rules_flow.cpp, rules_nesting.cpp, rules_outputs.cpp and
// rules_parallel.cpp.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/strings.h"
#include "ide/bindings/binding_place.h"
#include "ide/bindings/bindings.h"
#include "ide/checks/rule_parts.h"
#include "schema/expressions.h"

namespace footplate::ide {

struct SeenBinding {
  schema::Expression expression;
  yaml::Node scalar;  // the text it stands in
  const Unit* unit;
  std::string_view field;  // the key of the unit's body it stands below: "inputs", "command"
  Binding binding;
};

struct BindingView {
  const RuleScope& scope;
  Scopes& scopes;
  std::vector<const Unit*> units;            // of this document, the outer before the inner
  std::vector<SeenBinding> seen;             // in the order of the text
  std::unordered_set<const Port*> meant;     // named, though in brackets that fill nothing in
  std::unordered_set<const Unit*> doubtful;  // holds a name in wrong brackets that may mean any of its ports
  std::vector<Span> told;  // slips of ports that are told here, and not by what the schema makes of them
};

// A character of a dotted name: "parent.inputs.raw-data".
constexpr bool isNameChar(char c) {
  return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.';
}

// Existence, scope and form of one expression.
void checkExpression(const SeenBinding& seen, BindingView& view);
// What is like an expression but none, and `$[[ ]]`, in one text with these expressions.
void checkForms(yaml::Node scalar, const std::vector<schema::Expression>& expressions, const Unit& unit,
                std::string_view field, BindingView& view);
// The name in a text that would be an expression but for its brackets: "parent.inputs.lr" of
// "$parent.inputs.lr" and "{{parent.inputs.lr}}", or "" for another text.
std::string bareName(std::string_view text);
// What a step is given or leads to by a text that names something without the brackets; whether it was told.
bool checkBareInput(const Port& given, const Port* wanted, const Unit& step, BindingView& view);
bool checkBareOutput(const Port& given, const Unit& step, BindingView& view);
// The only expression of a scalar that is nothing but one, as it was seen; nullptr for another text.
const SeenBinding* seenIn(const BindingView& view, yaml::Node scalar);
// Each step against the component it runs: inputs that lack or are not there, types along the edges.
void checkSteps(BindingView& view);
// Steps that wait for each other, inputs that nothing reads.
void checkFlow(BindingView& view);
// Steps whose components lead back to themselves.
void checkNesting(BindingView& view);
// Outputs of steps, against those of their components and of the pipeline.
void checkOutputs(BindingView& view);

}  // namespace footplate::ide
