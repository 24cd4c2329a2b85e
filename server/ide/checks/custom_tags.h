// Tags of the user's own (`yaml.customTags`): on which kind of value each may stand.
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// `yaml.tag-kind` where a tag that the settings name stands on another kind of value than they say.
void checkCustomTags(const Document& document, const Settings& settings, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
