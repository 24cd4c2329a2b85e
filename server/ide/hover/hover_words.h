// What a word in a list of packages, or the name of a script, stands for.
#pragma once

#include <optional>
#include <string>

#include "ide/hover/hover.h"

namespace footplate::ide {

// Of an item of a conda file or of its pip list: how it is pinned by others. "" for what is no known package.
std::string packageWords(const Document& document, yaml::Node item);

// Of the script that a command or an `entry_script` names: where it is and what it takes.
std::optional<Hover> scriptHover(const Document& document, Offset at, yaml::Node node,
                                 const Workspace& workspace);

}  // namespace footplate::ide
