// Completion scripts of shells, made of the table of verbs.
#pragma once

#include <string>

namespace footplate::commands {

std::string bashCompletion();
std::string zshCompletion();
std::string fishCompletion();

}  // namespace footplate::commands
