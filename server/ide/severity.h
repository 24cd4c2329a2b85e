// How severe the user and the project want each code to be.
//
// The setting `footplate.severity` and `severity:` of .footplate/config.yml say it by code or by family; a
// code counts before its family, the setting before the project.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ide/workspace.h"
#include "schema/issue.h"

namespace footplate::ide {

// "off" gives a rule without a severity; nothing for a word that means none.
std::optional<SeverityRule> readSeverityRule(std::string_view code, std::string_view word);

// Changes severities as wished and takes out what is off.
void applySeverities(const Workspace& workspace, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
