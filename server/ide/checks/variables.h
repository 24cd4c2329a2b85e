// `environment_variables` of jobs and steps.
#pragma once

#include "ide/checks/rule_parts.h"

namespace footplate::ide {

// Values that look like secrets, and names without a value, which only some releases of azure-ai-ml take of
// jobs and steps; those of components may be left empty.
void checkVariables(yaml::Node variables, const RuleScope& scope);
// "'A' has no value", as the schema says it of what it checks itself.
void tellNoText(Span span, std::string_view key, Severity severity, const RuleScope& scope);

}  // namespace footplate::ide
