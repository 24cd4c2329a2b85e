#include "ide/checks/variables.h"

namespace footplate::ide {

using yaml::Entry;
using yaml::Node;

void checkVariables(Node variables, const RuleScope& scope) {
  checkSecretVariables(variables, scope);
  for (const Entry entry : variables.resolved().entries()) {
    const bool isMerge = entry.key.text() == "<<";
    if (!entry.key.isScalar() || isMerge || isWritten(entry.value)) continue;
    tellNoText(entry.key.span(), entry.key.text(), Severity::warning, scope);
  }
}

void tellNoText(Span span, std::string_view key, Severity severity, const RuleScope& scope) {
  constexpr std::string_view wanted = "a string";
  scope.add(span, severity, "schema.missing-value",
            "'" + std::string(key) + "' has no value, expected " + std::string(wanted));
}

}  // namespace footplate::ide
