// What the checks of `${{ }}` share: one walk collects every expression with the unit it stands in, then each
// check looks at the collection. Private to rules_bindings.cpp, rules_steps.cpp and rules_flow.cpp.
#pragma once

#include <string_view>
#include <vector>

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
  std::vector<const Unit*> units;  // of this document, the outer before the inner
  std::vector<SeenBinding> seen;   // in the order of the text
};

// Existence, scope and form of one expression.
void checkExpression(const SeenBinding& seen, BindingView& view);
// What is like an expression but none, and `$[[ ]]`, in one text with these expressions.
void checkForms(yaml::Node scalar, const std::vector<schema::Expression>& expressions, const Unit& unit,
                std::string_view field, const RuleScope& scope);
// The only expression of a scalar that is nothing but one, as it was seen; nullptr for another text.
const SeenBinding* seenIn(const BindingView& view, yaml::Node scalar);
// Each step against the component it runs: inputs that lack or are not there, types along the edges.
void checkSteps(BindingView& view);
// Steps that wait for each other, inputs that nothing reads.
void checkFlow(BindingView& view);

}  // namespace footplate::ide
