// Texts that should name an asset and cannot: parts are missing, or there is one too many.
#pragma once

#include "ide/checks/rule_parts.h"
#include "ide/reference_walk.h"

namespace footplate::ide {

// `rule.reference-form`. True when something was said: then the text is not looked up as a name. `isFile`:
// there is a file or folder of just this name.
bool checkReferenceForm(const FoundReference& found, bool isFile, const RuleScope& scope);

// `model` of a deployment, which is an asset's name or a mapping, and no path.
void checkDeployedModel(const RuleScope& scope);

}  // namespace footplate::ide
