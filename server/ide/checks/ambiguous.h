// Plain scalars that YAML 1.1 (azure-ai-ml) and YAML 1.2 read as different values.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// `yaml.ambiguous`, a hint with the ways to write what was meant.
void checkAmbiguous(const Document& document, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
